/** Words for a room in which there is no box for them any more are on the page that says so, and kept where their writer finds them again: sealed, once, for nobody else. [ID-1, MEET-11] */
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { isHttpError } from '@sveltejs/kit';
import { troublePage } from '#platform/plain-pages';
import { slip, type Said } from '#platform/trouble';
import * as asides from '#circles/asides';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import * as seats from '#circles/seats';
import * as circleSessions from '#circles/sessions';
import * as hosting from '#gatherings/hosting';
import * as meeting from '#gatherings/seats';
import { table } from '#gatherings/seed';
import type { Member } from '#members/members';
import * as unsent from '#toolbox/unsent';
import { wordsOf } from '#toolbox/unsent-rules';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import { actions as inGathering } from '../meet/g/[code]/room/+page.server.ts';
import { comeIn } from '../meet/seated.ts';
import { actions } from './c/[code]/live/+page.server.ts';

type Answer = { data?: { refused?: { key: string }; typed?: Record<string, string>; isKept?: boolean } };
/** What the form answers: why not, what comes back, and whether it is kept. */
async function send(member: Member, code: string, deed: 'say' | 'change' | 'aside', fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const url = new URL(`http://localhost/talk/c/${code}/live?/${deed}`);
  const event = { url, params: { code }, locals: { member, language: 'en' }, platform: { req: {} }, request: new Request(url, { method: 'POST', body: form }) };
  const { data } = (await actions[deed](event as never)) as Answer;
  return [data?.refused?.key, data?.typed?.text ?? data?.typed?.aside, data?.isKept ?? false];
}
const kept = async (member: Member) => (await unsent.of(member)).map(({ content }) => [content.place, wordsOf(content)]);

/** A circle in which a session is on, with hanna, ada and bo in the room. */
async function evening(cast: Cast) {
  const code = await seated(cast);
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 30 where number = 1 and circle_id = (select id from circles.circles where code = ${code})`);
  const { circle, session } = await lines.room(cast.ada, code);
  for (const member of [cast.hanna, cast.ada, cast.bo]) await presences.stepIn(member, code, session!.id);
  return { code, circleId: circle.id, session: session!.id };
}
const text = 'I wanted to thank you all for tonight.';

describe('words for a room that ended while they were written (ID-1)', () => {
  scene('are given back and kept once, however often they are sent; a room that is open keeps nothing of them', async (cast) => {
    const { ada, bo, hanna } = cast;
    const { code, session } = await evening(cast);
    await send(ada, code, 'say', { text: 'Good evening, everybody.', session, once: 'a-form-from-before' }).catch(() => {});
    expect(await send(ada, code, 'say', { text, session, once: 'a-form-of-tonight' })).toEqual(['circles.refused.slow', text, false]);
    expect(await kept(ada)).toEqual([]);
    await circleSessions.close(hanna, code, session);
    for (let twice = 0; twice < 2; twice++) expect(await send(ada, code, 'say', { text, session, once: 'a-form-of-tonight', phrase: twice ? 'bye' : '' })).toEqual(['circles.refused.notOpen', text, true]);
    expect(await send(ada, code, 'change', { text, session, once: 'a-form-of-tonight', change: '0' })).toEqual(['circles.refused.notOpen', text, true]);
    expect(await kept(ada)).toEqual([[`/talk/c/${code}/live?/say`, [text]]]);
    expect([await kept(bo), await kept(hanna)]).toEqual([[], []]);
    const sealed = JSON.stringify(await asking(ada, () => sql`select sealed from toolbox.papers`));
    expect([sealed.includes('sealed'), sealed.includes('thank you')]).toEqual([true, false]);
    expect(await send(bo, code, 'say', { text: ' ', session, once: 'an-empty-form', phrase: 'bye' })).toEqual(['circles.refused.notOpen', ' ', false]);
    const paused = { ...bo, suspendedUntil: new Date(Date.now() + 60_000) };
    expect(await send(paused, code, 'say', { text, session, once: 'another-form' })).toEqual(['members.refused.paused', text, true]);
    expect([await kept(bo), await send(paused, code, 'say', { text, session: crypto.randomUUID(), once: 'yet-another' })]).toEqual([[[`/talk/c/${code}/live?/say`, [text]]], ['members.refused.paused', text, false]]);
  });
  scene('sent on from where they are kept are kept once; what was changed there is kept beside', async (cast) => {
    const { ada, hanna } = cast;
    const { code, session } = await evening(cast);
    const place = `/talk/c/${code}/live?/say`;
    await circleSessions.close(hanna, code, session);
    await unsent.keepFor(ada, place, [['session', session], ['sure', 'yes'], ['once', 'a-form-of-tonight'], ['text', 'Two lines.\nOf mine.']]);
    const id = (await unsent.of(ada))[0]!.id;
    const again = async (said: string) => {
      expect(await unsent.sendAgain(ada, id)).toBe(place);
      return (await send(ada, code, 'say', { unsent: id, session, once: 'a-form-of-tonight', text: said, sure: 'yes' }))[2];
    };
    expect([await again('Two lines.\r\nOf mine.'), (await kept(ada)).length]).toEqual([true, 1]);
    expect([await again('Two other lines.'), (await kept(ada)).flatMap(([, words]) => words).sort()]).toEqual([true, ['Two lines.\nOf mine.', 'Two other lines.']]);
  });
  scene('are kept too when they were for somebody who took their own along, or for hosts who hold it no more', async (cast) => {
    const { ada, hanna, mio } = cast;
    const { code, circleId, session } = await evening(cast);
    await asides.tell(ada, code, session, { text: 'A hard week.' });
    const [one] = await asides.of(hanna, circleId);
    await asHouse(() => sql`delete from circles.asides`);
    const answer = 'Shall we talk tomorrow?';
    expect(await send(hanna, code, 'aside', { aside: answer, session, to: one!.id, once: 'an-answer' })).toEqual(['circles.refused.asideGone', answer, true]);
    expect(await kept(hanna)).toEqual([[`/talk/c/${code}/live?/aside`, [answer]]]);
    for (const host of [hanna, mio]) await seats.rise(host, code);
    expect(await send(ada, code, 'aside', { aside: text, session, once: 'a-word' })).toEqual(['circles.refused.nobodyHolds', text, true]);
    expect(await kept(ada)).toEqual([[`/talk/c/${code}/live?/aside`, [text]]]);
    expect(await kept(mio)).toEqual([]);
  });
});

describe('words for the room of a gathering that was called off while they were written (ID-1, MEET-11)', () => {
  scene('are kept once, and the page that nothing is there says where; the same as for a room that never was', async (cast) => {
    const { ada, bo, cleo, hanna, mio } = cast;
    const { code } = await table([hanna, mio], [ada, bo], cast.iben, { way: 'text' });
    await meeting.take(ada, code, { way: '', isUnsure: false, meetMe: false, shows: false, wishes: '' });
    await comeIn(ada, code);
    const { session } = await lines.room(ada, code);
    /** Sends a form of the room: which page answers, and whether it says that the words are kept. */
    const sent = async (member: Member, at: string, deed: 'say' | 'change' | 'aside', fields: Record<string, string>) => {
      const [form, paper, req]: [FormData, Said, object] = [new FormData(), {}, {}];
      for (const [name, value] of Object.entries({ session: session!.id, ...fields })) form.append(name, value);
      slip(req, paper);
      const url = new URL(`http://localhost/meet/g/${at}/room?/${deed}`);
      const no: unknown = await inGathering[deed]({ url, params: { code: at }, locals: { member, language: 'en' }, platform: { req }, request: new Request(url, { method: 'POST', body: form }) } as never).catch((caught: unknown) => caught);
      return [isHttpError(no) && no.status, paper.isKept === true];
    };
    await hosting.cancel(hanna, code, 'ill');
    for (let twice = 0; twice < 2; twice++) expect(await sent(ada, code, 'say', { text, once: 'a-form-of-tonight' })).toEqual([404, true]);
    expect(await sent(ada, code, 'aside', { aside: 'For the hosts alone.', once: 'a-word' })).toEqual([404, true]);
    expect(await sent(bo, code, 'change', { text: ' ', once: 'empty', change: '0' })).toEqual([404, false]);
    expect((await kept(ada)).sort()).toEqual([[`/meet/g/${code}/room?/aside`, ['For the hosts alone.']], [`/meet/g/${code}/room?/say`, [text]]]);
    expect([await sent(cleo, code, 'say', { text, once: 'an-outsider' }), await sent(cleo, 'zzzzzzzz', 'say', { text, once: 'nowhere' })]).toEqual([[404, true], [404, true]]);
    expect([await kept(bo), await kept(hanna)]).toEqual([[], []]);
    for (const language of ['en', 'nb']) {
      const page = (isKept: boolean) => troublePage('gone', language, { action: '/', fields: [['text', text]] }, isKept);
      expect([page(true).includes('href="/space/unsent"'), page(false).includes('/space/unsent'), page(true).includes(text)]).toEqual([true, false, true]);
    }
  });
});
