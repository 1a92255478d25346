/**
 * Settings: reading comfort, discretion, language, who may open my page, a break.
 *
 * Only what people cannot change in their browser. Each section is kept for
 * itself, and each keeping answers with what was there before, so that it can
 * be undone. Choices that are not on the list fall back to the standard.
 */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { isLanguage } from '#platform/words';
import { appIcon, choices, coverWords, leaveWay, lockTime, type Comfort, type Discretion } from '#members/setting-rules';
import type { Account, Member } from '#members/members';

/** Keeps how pages look for this member. */
export const keepComfort = (member: Pick<Account, 'id'>, wished: Comfort): Promise<unknown> =>
  asking(member, () => sql`
    insert into members.settings (member_id, theme, size, lines, letters, motion, light, calm)
    values (${member.id}, ${choices.theme(wished.theme)}, ${choices.size(wished.size)}, ${choices.lines(wished.lines)},
            ${choices.letters(wished.letters)}, ${choices.motion(wished.motion)}, ${wished.light}, ${wished.calm})
    on conflict (member_id) do update
       set theme = excluded.theme, size = excluded.size, lines = excluded.lines, letters = excluded.letters,
           motion = excluded.motion, light = excluded.light, calm = excluded.calm`);

const oneLine = (text: string) => text.normalize('NFKC').replace(/[\p{C}\s]+/gu, ' ').trim();

/** The word that tabs show, where Leave leads and how, the cover, the lock. An own cover word is one short line. Answers with what was kept. */
export async function keepDiscretion(member: Member, wished: Discretion): Promise<Discretion> {
  const kept = { ...wished, cover: oneLine(wished.cover), leaveBy: leaveWay(wished.leaveBy), lockAfter: lockTime(String(wished.lockAfter)) };
  if (kept.cover.length > 30) refuse('pages.settings.coverLong', 'cover');
  await asking(member, () => sql`
    insert into members.settings (member_id, cover, leave_to, leave_by, cover_page, lock_after)
    values (${member.id}, ${kept.cover}, ${kept.leaveTo}, ${kept.leaveBy}, ${kept.coverPage}, ${kept.lockAfter || null})
    on conflict (member_id) do update set cover = excluded.cover, leave_to = excluded.leave_to, leave_by = excluded.leave_by,
       cover_page = excluded.cover_page, lock_after = excluded.lock_after`);
  return kept;
}

export type App = { name: string; icon: string };

/** What the app is called on this person's own device, and its picture; chosen before it is installed, because devices keep both. Empty: none is offered. */
export async function keepApp(member: Member, wished: App): Promise<App> {
  const app = { name: oneLine(wished.name), icon: appIcon(wished.icon) };
  if (app.name.length > 20) refuse('pages.settings.appLong', 'own');
  await asking(member, () => sql`
    insert into members.settings (member_id, app_name, app_icon) values (${member.id}, ${app.name}, ${app.icon})
    on conflict (member_id) do update set app_name = excluded.app_name, app_icon = excluded.app_icon`);
  return app;
}

export async function appOf(member: Member): Promise<App> {
  const [row] = await asking(member, () => sql<App>`select app_name as name, app_icon as icon from members.settings where member_id = ${member.id}`);
  return row ?? { name: '', icon: 'note' };
}

export const offeredCovers = coverWords;

export async function chooseLanguage(member: Pick<Account, 'id'>, language: string): Promise<void> {
  if (!isLanguage(language)) refuse('pages.settings.languageUnknown', 'language');
  await asking(member, () => sql`update members.members set language = ${language} where id = ${member.id}`);
}

/** Whether other members may open my page; my posts stay where they are. */
export const chooseWhoSeesMe = (member: Member, seenBy: string): Promise<unknown> =>
  asking(member, () => sql`
    insert into members.settings (member_id, seen_by) values (${member.id}, ${seenBy === 'nobody' ? 'nobody' : 'members'})
    on conflict (member_id) do update set seen_by = excluded.seen_by`);

export async function whoSeesMe(member: Member): Promise<'members' | 'nobody'> {
  const [row] = await asking(member, () => sql<{ seenBy: 'members' | 'nobody' }>`select seen_by from members.settings where member_id = ${member.id}`);
  return row?.seenBy ?? 'members';
}

/** A break: nothing is sent and nothing waits in red. It ends when the member says so. */
export const takeBreak = (member: Member) => asking(member, () => sql`
  update members.members set paused_at = now() where id = ${member.id} and paused_at is null`);
export const endBreak = (member: Member) => asking(member, () => sql`
  update members.members set paused_at = null where id = ${member.id}`);
