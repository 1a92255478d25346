/** What this room does when it hears something. Every one of these may hear the same thing twice. */
import { slowly, type Event, type Reactors } from '#platform/events';
import * as assessing from '#safety/assessing';
import * as caring from '#safety/caring';
import * as contacts from '#safety/contacts';
import * as drills from '#safety/drills';
import * as harmAnswers from '#safety/harm-answers';
import * as knocks from '#safety/knocks';
import * as lines from '#safety/lines';
import * as near from '#safety/near';
import * as noting from '#safety/noting';
import * as tellings from '#safety/tellings';
import * as urgentRecords from '#safety/urgent-records';

const written = async (event: Event) => {
  const post = await assessing.ofPost(String(event.data.postId ?? ''));
  if (post) await contacts.lookAt(post);
};

const said = async (event: Event) => {
  const line = await assessing.ofLine(String(event.data.lineId ?? ''));
  if (line) await contacts.lookAtLine(line);
};
const shown = (kind: 'plan' | 'topic') => async (event: Event) => {
  const text = await assessing.ofGathered(kind, String(event.data[kind === 'plan' ? 'gatheringId' : 'topicId'] ?? ''));
  if (text) await contacts.lookAtGathered(kind, text);
};

export const reactors: Reactors = {
  'forum.post.published': written,
  'forum.post.edited': written,
  'forum.post.putBack': written,
  'circles.line.said': said,
  'gatherings.gathering.published': shown('plan'),
  'gatherings.gathering.changed': shown('plan'),
  'gatherings.cohost.asked': shown('plan'), // from now on another reads it
  'gatherings.topic.given': shown('topic'),
  // Whoever has come somewhere decides no more about what waits there.
  'members.persona.made': (event) => near.came(String(event.data.personaId ?? '')),
  'gatherings.seat.taken': (event) => near.seated(String(event.data.seatId ?? '')),
  'gatherings.seat.given': (event) => near.seated(String(event.data.seatId ?? '')),
  'safety.case.escalated': slowly(knocks.carry, knocks.isCarried),
  'gatherings.telling.told': (event) => tellings.told(String(event.data.tellingId ?? '')),
  'measures.harm.answered': harmAnswers.answered,
  'safety.drill.sent': drills.open,
  'safety.case.claimed': async (event) => {
    await urgentRecords.passOn(String(event.data.caseId));
    await drills.taken(String(event.data.caseId));
  },
  'safety.case.closed': async (event) => {
    await urgentRecords.complete(String(event.data.caseId));
    await lines.closed(String(event.data.caseId));
    await caring.over(String(event.data.caseId));
  },
  'safety.urgent.ended': async (event) => {
    await caring.over(String(event.data.caseId));
    await noting.died(String(event.data.caseId));
  }
};
