/**
 * Calling somebody to the desk, and what ends it.
 *
 * What was told is new until its member opens it, and nobody opens what a
 * colleague has seen to. So it is taken back with what ends it: somebody is on
 * the case, or it is closed; the one who was asked has answered, or another is
 * asked. What was opened stays in the list. Each notice says which event told
 * it, so that nothing told since is taken back by what happened before.
 */
import { asHouse, sql } from '#db';
import type { Event, Reactor, Reactors } from '#platform/events';
import { text } from '#notices/heard';
import type { Kind } from '#notices/notice-rules';
import * as telling from '#notices/telling';

/** Of one kind about one thing, told before this event and not opened: to one member, or to everybody. */
const over = (kind: Kind, subject: string, event: Event, memberId: string | null = null) => sql`
  delete from notices.notices
   where kind = ${kind} and subject = ${subject} and seen_at is null and (${memberId}::text is null or member_id::text = ${memberId}::text)
     and case when data ? 'event' then (data ->> 'event')::bigint < ${event.id} else made_at < ${event.at}::timestamptz end`;
const call = (event: Event, memberIds: readonly string[], kind: Kind, subject: string, cause: string, more = 0) =>
  telling.tell(memberIds, { kind, subject, cause, data: { event: event.id, ...(more && { more }) } });
const inHouse = (react: (event: Event) => Promise<unknown>): Reactor => (event) => asHouse(async () => void (await react(event)));

/** Something urgent waits and nobody is on it: each step of the climb tells each person once. What is not urgent is never told as if it were. */
const waits = async (event: Event) => {
  if (event.data.channel !== 'notice') return;
  const cause = `escalation:${text(event, 'escalationId')}`;
  if (event.data.level === 'concern') await call(event, [text(event, 'memberId')], 'waits', '', cause);
  else await call(event, [text(event, 'memberId')], 'urgent', text(event, 'caseId'), cause, Number(event.data.more ?? 0));
};

export const reactors: Reactors = {
  'safety.case.escalated': inHouse(waits),
  // Somebody is on it. To be asked to take it over ends with one's own yes alone: whoever hands it over may be on it until then.
  'safety.case.claimed': inHouse(async (event) => {
    await over('urgent', text(event, 'caseId'), event);
    if (event.data.byId) await over('handed', text(event, 'caseId'), event, text(event, 'byId'));
  }),
  'safety.case.closed': inHouse(async (event) => {
    for (const kind of ['urgent', 'handed', 'second'] as const) await over(kind, text(event, 'caseId'), event);
  }),
  // One person at a time is asked.
  'safety.case.handed': inHouse(async (event) => {
    await over('handed', text(event, 'caseId'), event);
    await call(event, [text(event, 'toId')], 'handed', text(event, 'caseId'), `handed:${event.id}`);
  }),
  'safety.case.declined': inHouse((event) => over('handed', text(event, 'caseId'), event)),
  'safety.case.released': inHouse((event) => over('handed', text(event, 'caseId'), event)),
  'safety.urgent.second': inHouse(async (event) => {
    await over('second', text(event, 'caseId'), event);
    await call(event, [text(event, 'memberId')], 'second', text(event, 'caseId'), `second:${text(event, 'recordId')}`);
  }),
  'safety.urgent.ended': inHouse((event) => over('second', text(event, 'caseId'), event)),
  // Who hears of it is said with it: a lead whom it is about does not.
  'safety.glass.asked': inHouse((event) => call(event, (event.data.leads as string[] | undefined) ?? [], 'glassAsked', text(event, 'glassId'), `glassAsked:${text(event, 'glassId')}`)),
  'safety.glass.turnedDown': inHouse((event) => over('glassAsked', text(event, 'glassId'), event)),
  // Opened by one alone: the others look at it. Where two opened it there is nobody to tell.
  'safety.glass.opened': inHouse(async (event) => {
    await over('glassAsked', text(event, 'glassId'), event);
    await call(event, (event.data.leads as string[] | undefined) ?? [], 'glassAlone', text(event, 'glassId'), `glassAlone:${text(event, 'glassId')}`);
  }),
  'safety.glass.looked': inHouse((event) => over('glassAlone', text(event, 'glassId'), event))
};
