/** What this room announces, and with which ids. Never words. */
export type Events = {
  'toolbox.reminder.due': { memberId: string; cause: string };
  /** `memberId` is whose line it is, `personaId` who cheered. */
  'toolbox.cheer.said': { cheerId: string; memberId: string; personaId: string };
  'toolbox.notToday.told': { personaId: string; otherId: string; day: string };
};
