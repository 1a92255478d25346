/** What this room announces, and with which ids. Never words. */
export type Events = {
  'circles.line.said': { lineId: string };
  'circles.seat.freed': { circleId: string };
  'circles.ending.said': { circleId: string };
  /** A meeting has another time or way, is off, or takes place after all. */
  'circles.session.moved': { circleId: string };
  'circles.member.missed': { circleId: string; personaId: string };
};
