/** What this room does when it hears something of a gathering. Every one of these may hear the same thing twice. */
import { asHouse } from '#db';
import type { Event, Reactors } from '#platform/events';
import * as meeting from '#gatherings/hearers';
import { text } from '#notices/heard';
import type { Kind } from '#notices/notice-rules';
import * as telling from '#notices/telling';

const seat = (event: Event) => text(event, 'seatId');
const sitting = (event: Event) => text(event, 'sittingId');

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
  'gatherings.thanks.said': ofMeeting('meet.thanks', (event) => meeting.ofPersonAt(sitting(event), text(event, 'toId')), (event) => `${sitting(event)}:${text(event, 'fromId')}`, (event) => text(event, 'fromId'))
};
