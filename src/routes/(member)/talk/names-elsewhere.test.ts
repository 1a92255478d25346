/** In the room of a circle, as everywhere: a name of another space is asked about before others see it. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import * as faces from '#members/faces';
import type { Member } from '#members/members';
import { seated } from '#test/circle';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';
import { actions } from './c/[code]/live/+page.server.ts';
import { actions as face } from '../settings/name/+page.server.ts';

type Asked = { question?: { clues: { kind: string; words: string; change: string }[] }; typed: { text: string } };
const send = (action: unknown, member: Member, fields: Record<string, string>, code = '') => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const url = new URL(`http://localhost/talk/c/${code}/live`);
  return (action as (event: unknown) => Promise<Asked>)({ url, params: { code }, locals: { member, language: member.language }, cookies: { get: () => undefined, set: () => {} }, request: new Request(url, { method: 'POST', body: form }) });
};

/** ada is Willow Cup in an open circle, and Quiet Heron in the forum. */
async function evening(cast: Cast) {
  await faces.rename(cast.ada, 'Quiet Heron');
  await faces.rename(cast.bo, 'Calm Otter');
  const code = await seated(cast);
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const { session } = await lines.room(cast.ada, code);
  for (const member of [cast.hanna, cast.ada]) await presences.stepIn(member, code, session!.id);
  const asked = async (text: string, language: 'en' | 'nb' = 'en') => (await send(actions.say, { ...cast.ada, language }, { session: session!.id, text, once: 'once-room-1' }, code)).question?.clues.map(({ kind, words }) => `${kind}: ${words}`);
  return { code, sessionId: session!.id, asked };
}

describe('a name of another space, in a circle (ID-3, ID-7)', () => {
  scene('is asked about in both languages, one’s own and somebody else’s', async (cast) => {
    const { asked } = await evening(cast);
    expect(await asked('On the forum I am called Quiet Heron.')).toEqual(['handle: Quiet Heron']);
    expect(await asked('På forumet heter jeg Quiet Heron.', 'nb')).toEqual(['handle: Quiet Heron']);
    expect(await asked('Ash Blanket is Calm Otter on the forum.')).toEqual(['other-person: Calm Otter']);
    expect(await asked('Ash Blanket heter Calm Otter på forumet.', 'nb')).toEqual(['other-person: Calm Otter']);
  });
  scene('goes at one press; the names of the circle are said as before', async (cast) => {
    const { code, sessionId } = await evening(cast);
    const text = 'There I go by Quiet Heron, Ash Blanket.';
    const { question } = await send(actions.say, cast.ada, { session: sessionId, text, once: 'once-room-1' }, code);
    const after = await send(actions.change, cast.ada, { session: sessionId, text, change: question!.clues[0]!.change, once: 'once-room-1' }, code);
    expect(after).toMatchObject({ question: undefined, typed: { text: 'There I go by (name elsewhere left out), Ash Blanket.' } });
  });
  scene('in the words about oneself as well', async (cast) => {
    await evening(cast);
    const { question } = await send(face.describe, cast.ada, { about: 'In the quiet hour I am Willow Cup.' });
    expect(question!.clues.map(({ words }) => words)).toEqual(['Willow Cup']);
  });
});
