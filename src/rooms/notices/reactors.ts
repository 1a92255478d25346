/** What this room does when it hears something. Every one of these may hear the same thing twice. */
import { asHouse, sql } from '#db';
import type { Event, Reactors } from '#platform/events';
import * as circles from '#circles/seats';
import * as circleWaits from '#circles/waits';
import * as endings from '#members/endings';
import * as hearers from '#forum/hearers';
import * as meeting from '#gatherings/hearers';
import * as circling from '#notices/circling';
import * as deskLeavings from '#notices/desk-leavings';
import * as deskReaches from '#notices/desk-reaches';
import * as gathering from '#notices/gathering';
import type { Kind } from '#notices/notice-rules';
import * as telling from '#notices/telling';

const text = (event: Event, name: string) => String(event.data[name] ?? '');

/** A reply reaches the one who asked and those who follow; the first post of a thread those who follow its author or theme. */
const published = (event: Event) =>
  asHouse(async () => {
    const postId = text(event, 'postId');
    const written = await hearers.ofPost(postId);
    if (!written) return;
    const { code, number, personaId, isCoarse, isPlain } = written;
    const those = (why: string) => written.hearers.filter((hearer) => hearer.why === why).map(({ memberId }) => memberId);
    const told = { subject: code, cause: `post:${postId}`, isCoarse, data: { who: [personaId], number, ...(isPlain && { plain: [personaId] }) } };
    await telling.tell(those('reply'), { kind: 'reply', ...told });
    await telling.tell(those('person'), { kind: 'begun.person', ...told });
    await telling.tell(those('board'), { kind: 'begun.board', ...told });
    await telling.tellFollowers(those('thread'), written, event.at);
  });

/** Given: the gathering of that day is worked out again. */
const reacted = (event: Event) => asHouse(() => gathering.gather(text(event, 'postId'), event.at));

const helped = (event: Event) =>
  asHouse(async () => {
    const postId = text(event, 'postId');
    const help = await hearers.ofHelp(postId);
    if (!help) return void (await telling.takeBack(`helped:${postId}`));
    await telling.tell([help.memberId], { kind: 'helped', subject: help.code, cause: `helped:${postId}`, data: { who: [help.personaId], number: help.number } });
  });

const gone = (event: Event) =>
  asHouse(async () => {
    await telling.takeBack(`post:${text(event, 'postId')}`);
  });

const decided = (event: Event) =>
  asHouse(async () => {
    if (!event.data.personaId || event.data.kind === 'nothing') return;
    const [author] = await sql<{ memberId: string }>`select member_id from members.personas where id = ${text(event, 'personaId')} or stands_for = ${text(event, 'personaId')}`; // or they took that name away meanwhile
    if (!author) return;
    const decisionId = text(event, 'decisionId');
    await telling.tell([author.memberId], { kind: 'decision', subject: decisionId, cause: `decision:${decisionId}` });
  });

/** Something urgent waits and nobody is on it: each step of the climb tells each person once. What is not urgent is never told as if it were. */
const waits = (event: Event) =>
  asHouse(() => telling.tell([text(event, 'memberId')], {
    ...(event.data.level === 'concern' ? { kind: 'waits', subject: '' } : { kind: 'urgent', subject: text(event, 'caseId') }), cause: `escalation:${text(event, 'escalationId')}`
  }));

/** About a gathering: times in a place are coarse, and the notice says no name, no place and no kind. */
const ofMeeting = (kind: Kind, whom: (event: Event) => Promise<meeting.Hearers | undefined>, cause: (event: Event) => string, who?: (event: Event) => string) => (event: Event) =>
  asHouse(async () => {
    const found = await whom(event);
    if (found) await telling.tell(found.memberIds, { kind, subject: found.code, cause: `${kind}:${cause(event)}`, isCoarse: true, data: who && { who: [who(event)] } });
  });
/** A plan that is out of sight, or back again: each with the date they are on the way to. Only what holds now is said: times in a place are coarse, and the two would stand side by side. */
const ofPlan = (kind: Kind, before: Kind) => (event: Event) =>
  asHouse(async () => {
    const gatheringId = text(event, 'gatheringId');
    await telling.takeBack(`${before}:${gatheringId}`);
    for (const { memberIds, code } of await meeting.ofPlan(gatheringId)) await telling.tell(memberIds, { kind, subject: code, cause: `${kind}:${gatheringId}`, isCoarse: true });
  });
/** What two agree on, and what becomes of it: as with a plan, only what holds now is said. What was asked before is answered either way. */
const ofPair = (kind: Kind, before: Kind, whom: (event: Event) => Promise<meeting.Hearers | undefined>) => (event: Event) =>
  asHouse(async () => {
    const found = await whom(event);
    if (!found) return;
    const pairId = text(event, 'pairId');
    for (const past of [before, 'meet.asked', 'meet.closed', 'meet.open']) await telling.takeBack(`${past}:${pairId}`);
    await telling.tell(found.memberIds, { kind, subject: found.code, cause: `${kind}:${pairId}`, isCoarse: true });
  });

/** Asked anew, after what was asked before has ended: it is told anew. Heard again, it stays told. */
const asked = (event: Event) =>
  asHouse(async () => {
    const pairId = text(event, 'pairId');
    const found = await meeting.ofPair(pairId, 'asked');
    if (!found) return;
    await telling.takeBack(`meet.asked:${pairId}`, event.at);
    await telling.tell(found.memberIds, { kind: 'meet.asked', subject: found.code, cause: `meet.asked:${pairId}`, isCoarse: true });
  });

/** Not asked any more: it does not stand with who was asked, and where it was ended by who asked, nor what they had heard since. Where it is asked anew, only what was told before goes. */
const unasked = (event: Event) =>
  asHouse(async () => {
    const pairId = text(event, 'pairId');
    const before = (await meeting.ofPair(pairId, 'asked')) ? event.at : null;
    for (const past of event.data.by === 'asker' ? ['meet.asked', 'meet.closed', 'meet.open'] : ['meet.asked']) await telling.takeBack(`${past}:${pairId}`, before);
  });
/** Those whose ask still stands, as it is now: not to be had any more, or, to who was told that, to be had again. */
const room = (event: Event) =>
  asHouse(async () => {
    for (const { pairId, memberId, code, isFull } of await meeting.ofRoom(text(event, 'handId'))) {
      const gone = await telling.takeBack(`${isFull ? 'meet.open' : 'meet.closed'}:${pairId}`);
      const kind = isFull ? 'meet.closed' : 'meet.open';
      if (isFull || gone.length) await telling.tell([memberId], { kind, subject: code, cause: `${kind}:${pairId}`, isCoarse: true });
    }
  });
/** What they asked for was taken back, and with it that it was asked. */
const withdrawn = (event: Event) =>
  asHouse(async () => {
    const pairId = text(event, 'pairId');
    for (const past of ['meet.asked', 'meet.open']) await telling.takeBack(`${past}:${pairId}`);
    const found = await meeting.ofEnd(pairId, sitting(event), text(event, 'personaId'));
    if (found) await telling.tell(found.memberIds, { kind: 'meet.closed', subject: found.code, cause: `meet.closed:${pairId}`, isCoarse: true });
  });
/** Hosts do not stand at a door for somebody who does not come; and where they are to, after all, nothing says otherwise. No name: who comes stands on the page. */
const door = (event: Event) =>
  asHouse(async () => {
    const { hosts, isMet } = await meeting.ofDoor(seat(event), sitting(event));
    await telling.takeBack(`meet.door:${seat(event)}`, isMet ? null : event.at);
    if (hosts && !isMet) await telling.tell(hosts.memberIds, { kind: 'meet.door', subject: hosts.code, cause: `meet.door:${seat(event)}`, isCoarse: true });
  });

/** Words in private in a room: those who hold it, or the one who is answered. By whom is known so that a block takes it with it; it is not said. */
const whispered = (event: Event) =>
  asHouse(async () => {
    const aside = await circles.hearersOf(text(event, 'asideId'));
    if (!aside) return;
    const { code, sittingId, isToHosts, personaId, at, memberIds } = aside;
    const hosts = sittingId && isToHosts ? await meeting.hostsOf(sittingId, personaId) : [];
    await telling.tellWords([...new Set([...memberIds, ...hosts])], { kind: sittingId ? 'meet.aside' : 'circle.words', code, personaId, isCoarse: sittingId !== null, at });
  });
const seat = (event: Event) => text(event, 'seatId');
const sitting = (event: Event) => text(event, 'sittingId');

export const reactors: Reactors = {
  'gatherings.sitting.cancelled': ofMeeting('meet.off', (event) => meeting.ofSitting(sitting(event)), sitting),
  'gatherings.host.away': ofMeeting('meet.away', (event) => meeting.ofSitting(sitting(event)), (event) => `${sitting(event)}:${text(event, 'personaId')}`),
  'gatherings.sitting.soon': ofMeeting('meet.soon', (event) => meeting.ofSitting(sitting(event)), sitting),
  'gatherings.place.changed': (event) =>
    asHouse(async () => {
      for (const { memberIds, code } of await meeting.ofPlace(text(event, 'gatheringId'))) await telling.tell(memberIds, { kind: 'meet.place', subject: code, cause: `meet.place:${event.id}`, isCoarse: true });
    }),
  'gatherings.gathering.hidden': ofPlan('meet.held', 'meet.shown'),
  'gatherings.gathering.shown': ofPlan('meet.shown', 'meet.held'),
  'gatherings.seat.given': ofMeeting('meet.given', (event) => meeting.ofSeat(seat(event)), (event) => `${seat(event)}:${event.id}`),
  'gatherings.seat.declined': ofMeeting('meet.declined', (event) => meeting.ofSeat(seat(event)), seat),
  'gatherings.seat.asked': ofMeeting('meet.unsure', (event) => meeting.ofSeat(seat(event)), (event) => `${seat(event)}:${event.id}`),
  'gatherings.seat.late': ofMeeting('meet.late', (event) => meeting.hostsOfSeat(seat(event)), (event) => `${seat(event)}:${event.id}`),
  'gatherings.seat.arrived': ofMeeting('meet.arrived', (event) => meeting.chosenOf(seat(event)), (event) => `${seat(event)}:${event.id}`),
  'gatherings.seat.home': ofMeeting('meet.home', (event) => meeting.chosenOf(seat(event)), (event) => `${seat(event)}:${event.id}`),
  'gatherings.aside.said': ofMeeting('meet.words', (event) => meeting.ofAside(text(event, 'asideId')), (event) => text(event, 'asideId')),
  'gatherings.pair.asked': asked,
  'gatherings.pair.made': ofPair('meet.made', 'meet.ended', (event) => meeting.ofPair(text(event, 'pairId'), 'asker')),
  'gatherings.pair.ended': ofPair('meet.ended', 'meet.made', (event) => meeting.ofEnd(text(event, 'pairId'), sitting(event), text(event, 'personaId'))),
  'gatherings.pair.unasked': unasked,
  'gatherings.hand.gone': withdrawn,
  'gatherings.hand.room': room,
  'gatherings.seat.door': door,
  'gatherings.invitation.sent': ofMeeting('meet.invited', (event) => meeting.ofPerson(text(event, 'gatheringId'), text(event, 'personaId')), (event) => text(event, 'gatheringId')),
  'gatherings.cohost.asked': ofMeeting('meet.cohost', (event) => meeting.ofPerson(text(event, 'gatheringId'), text(event, 'personaId')), (event) => text(event, 'gatheringId')),
  'gatherings.thanks.said': ofMeeting('meet.thanks', (event) => meeting.ofPersonAt(sitting(event), text(event, 'toId')), (event) => `${sitting(event)}:${text(event, 'fromId')}`, (event) => text(event, 'fromId')),
  'forum.post.published': published,
  'forum.post.putBack': published,
  'forum.post.shown': published,
  'forum.post.deleted': gone,
  'forum.post.hidden': gone,
  'forum.reaction.given': reacted,
  'forum.post.helped': helped,
  'members.spareKey.used': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'spareKey', subject: '', cause: `spareKey:${event.id}` })),
  'members.recovery.asked': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'recovery', subject: '', cause: `recovery:${event.id}` })),
  'members.recovery.done': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'recovered', subject: '', cause: `recovered:${event.id}` })),
  'circles.seat.offered': (event) => asHouse(async () => {
    const code = await circleWaits.turnOf(text(event, 'circleId'), text(event, 'memberId'));
    if (code) await telling.tell([text(event, 'memberId')], { kind: 'circle.seat', subject: code, cause: `seat:${event.id}` });
  }),
  'circles.seat.gone': (event) => asHouse(async () => void (await telling.takeBackOf(text(event, 'memberId'), { kind: 'circle.seat', subject: text(event, 'code'), before: event.at }))),
  'circles.aside.said': whispered,
  // Only what holds now: an end, or that it goes on after all.
  'circles.ending.said': (event) => asHouse(async () => {
    const { code, endsOn, memberIds } = await circles.whoSits(text(event, 'circleId'));
    for (const kind of ['circle.ends', 'circle.goesOn'] as const) await telling.takeBackOf(null, { kind, subject: code, before: event.at });
    await telling.tell(memberIds, { kind: endsOn ? 'circle.ends' : 'circle.goesOn', subject: code, cause: `circleEnds:${text(event, 'circleId')}:${endsOn ?? ''}` });
  }),
  'circles.hold.changed': (event) => asHouse(() => circling.held(text(event, 'circleId'), event)),
  'circles.session.moved': (event) => asHouse(async () => {
    const { code, memberIds } = await circles.whoSits(text(event, 'circleId'));
    await telling.tell(memberIds, { kind: 'circle.moved', subject: code, cause: `circleMoved:${event.id}` });
  }),
  'members.space.endingSaid': (event) => asHouse(async () => {
    const { place, endsOn, memberIds } = await endings.whoBelongs(text(event, 'spaceId'));
    for (const kind of ['place.ends', 'place.goesOn'] as const) await telling.takeBackOf(null, { kind, subject: place, before: event.at });
    await telling.tell(memberIds, { kind: endsOn ? 'place.ends' : 'place.goesOn', subject: place, cause: `placeEnds:${text(event, 'spaceId')}:${endsOn ?? ''}`, isCoarse: true });
  }),
  'circles.member.missed': (event) => asHouse(async () => {
    const { code, memberIds } = await circles.whoSits(text(event, 'circleId'), text(event, 'personaId'));
    await telling.tell(memberIds, { kind: 'circle.missed', subject: code, cause: `missed:${event.id}` });
  }),
  'toolbox.reminder.due': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'reminder', subject: '', cause: `reminder:${text(event, 'cause')}` })),
  'toolbox.cheer.said': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'cheer', subject: '', cause: `cheer:${text(event, 'cheerId')}:${text(event, 'personaId')}`, data: { who: [text(event, 'personaId')] } })),
  'toolbox.notToday.told': (event) =>
    asHouse(async () => {
      const [other] = await sql<{ memberId: string; code: string }>`
        select p.member_id, f.code from members.personas p, members.faces f where p.id = ${text(event, 'otherId')} and f.persona_id = ${text(event, 'personaId')}`;
      if (other) await telling.tell([other.memberId], { kind: 'notToday', subject: other.code, cause: `notToday:${text(event, 'personaId')}:${text(event, 'day')}`, data: { who: [text(event, 'personaId')] } });
    }),
  'messages.message.answered': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'message', subject: text(event, 'conversationId'), cause: `message:${text(event, 'messageId')}` })),
  'messages.message.climbed': (event) =>
    asHouse(async () => {
      await telling.tell([text(event, 'memberId')], { kind: 'messageClimbed', subject: text(event, 'conversationId'), cause: `messageClimbed:${event.id}` });
      await deskReaches.note(event);
    }),
  'messages.message.sent': deskReaches.note,
  'care.tie.ended': (event) =>
    asHouse(() => (event.data.by === 'member' ? Promise.resolve() : telling.tell([text(event, 'memberId')], { kind: 'tie', subject: '', cause: `tie:${text(event, 'tieId')}` }))),
  // Everybody: who took something back since the backup is what nobody knows.
  'platform.backup.restored': (event) =>
    asHouse(async () => {
      const those = await sql<{ id: string }>`select m.id from members.members m where not exists (select from members.work_accounts w where w.member_id = m.id)`;
      await telling.tell(those.map(({ id }) => id), { kind: 'restored', subject: '', cause: `restored:${text(event, 'made')}` });
    }),
  'members.leaving.asked': deskLeavings.note,
  'members.leaving.undone': deskLeavings.note,
  'members.role.given': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'role', subject: text(event, 'role'), cause: `role:${event.id}` })),
  'safety.report.closed': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'report', subject: text(event, 'reportId'), cause: `report:${text(event, 'reportId')}` })),
  'safety.decision.made': decided,
  'safety.case.escalated': (event) => (event.data.channel === 'notice' ? waits(event) : Promise.resolve()),
  'safety.case.handed': (event) =>
    asHouse(() => telling.tell([text(event, 'toId')], { kind: 'handed', subject: text(event, 'caseId'), cause: `handed:${event.id}` })),
  'safety.glass.told': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'glass', subject: text(event, 'glassId'), cause: `glass:${text(event, 'glassId')}` })),
  // Who hears of it is said with it: a lead whom it is about does not.
  'safety.glass.asked': (event) =>
    asHouse(() => telling.tell((event.data.leads as string[] | undefined) ?? [], { kind: 'glassAsked', subject: text(event, 'glassId'), cause: `glassAsked:${text(event, 'glassId')}` })),
  // Opened by one alone: the others look at it. Where two opened it there is nobody to tell.
  'safety.glass.opened': (event) =>
    asHouse(() => telling.tell((event.data.leads as string[] | undefined) ?? [], { kind: 'glassAlone', subject: text(event, 'glassId'), cause: `glassAlone:${text(event, 'glassId')}` })),
  'safety.urgent.second': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'second', subject: text(event, 'caseId'), cause: `second:${text(event, 'recordId')}` }))
};
