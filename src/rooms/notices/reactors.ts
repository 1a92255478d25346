/** What this room does when it hears something. Every one of these may hear the same thing twice. */
import { asHouse, sql } from '#db';
import type { Event, Reactors } from '#platform/events';
import * as circles from '#circles/seats';
import * as circleWaits from '#circles/waits';
import * as endings from '#members/endings';
import * as hearers from '#forum/hearers';
import * as meeting from '#gatherings/hearers';
import { reactors as ofDesk } from '#notices/calling';
import * as circling from '#notices/circling';
import * as deskLeavings from '#notices/desk-leavings';
import * as deskReaches from '#notices/desk-reaches';
import * as gathering from '#notices/gathering';
import { text } from '#notices/heard';
import { reactors as ofGatherings } from '#notices/meetings';
import * as telling from '#notices/telling';

/** A reply reaches the one who asked and those who follow; the first post of a thread those who follow its author, its theme or a condition it names. */
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
    await telling.tell(those('tag'), { kind: 'begun.tag', ...told });
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

/** Words in private in a room: those who hold it, or the one who is answered. By whom is known so that a block takes it with it; it is not said. */
const whispered = (event: Event) =>
  asHouse(async () => {
    const aside = await circles.hearersOf(text(event, 'asideId'));
    if (!aside) return;
    const { code, sittingId, isToHosts, personaId, at, memberIds } = aside;
    const hosts = sittingId && isToHosts ? await meeting.hostsOf(sittingId, personaId) : [];
    await telling.tellWords([...new Set([...memberIds, ...hosts])], { kind: sittingId ? 'meet.aside' : 'circle.words', code, personaId, isCoarse: sittingId !== null, at });
  });

export const reactors: Reactors = {
  ...ofGatherings,
  ...ofDesk,
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
    for (const kind of ['circle.ends', 'circle.goesOn', 'circle.alumni'] as const) await telling.takeBackOf(null, { kind, subject: code, before: event.at });
    await telling.tell(memberIds, { kind: endsOn ? 'circle.ends' : 'circle.goesOn', subject: code, cause: `circleEnds:${text(event, 'circleId')}:${endsOn ?? ''}` });
  }),
  'circles.hold.ended': (event) => asHouse(() => circling.ended(text(event, 'circleId'), text(event, 'personaId'), event)),
  'circles.hold.given': (event) => asHouse(() => circling.given(text(event, 'circleId'), event.at)),
  'circles.alumni.kept': (event) => asHouse(() => circling.kept(text(event, 'circleId'), event)),
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
  'house.hours.unknown': (event) => asHouse(async () => telling.tell(await telling.stewards(), { kind: 'hours', subject: '', cause: `hours:${event.id}` })),
  'house.hours.known': (event) => asHouse(async () => void (await telling.takeBackOf(null, { kind: 'hours', subject: '', before: event.at }))),
  'members.leaving.asked': deskLeavings.note,
  'members.leaving.undone': deskLeavings.note,
  'members.role.given': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'role', subject: text(event, 'role'), cause: `role:${event.id}` })),
  'safety.report.closed': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'report', subject: text(event, 'reportId'), cause: `report:${text(event, 'reportId')}` })),
  'safety.decision.made': decided,
  // Of whom and of which case it is said to nobody here: leads see who carried how much on their own page.
  'safety.enough.passed': (event) =>
    asHouse(() => telling.tell((event.data.memberIds as string[] | undefined) ?? [], { kind: 'enough', subject: text(event, 'step'), cause: `enough:${event.id}` })),
  // Of whom it is said to nobody here: that stands on the record.
  'safety.urgent.died': (event) =>
    asHouse(() => telling.tell((event.data.memberIds as string[] | undefined) ?? [], { kind: 'died', subject: text(event, 'step'), cause: `died:${text(event, 'caseId')}` })),
  'safety.glass.told': (event) =>
    asHouse(() => telling.tell([text(event, 'memberId')], { kind: 'glass', subject: text(event, 'glassId'), cause: `glass:${text(event, 'glassId')}` }))
};
