/** Whoever answered goes, and their words with them: whoever asked waits again. */
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import * as answered from '#forum/answered';
import { emptyDraft } from '#forum/draft-rules';
import * as places from '#forum/places';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as leaving from '#members/leaving';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import { scene } from '#test/scene';

const opening = { ...emptyDraft, board: 'rest', want: 'listen', text: 'Awake again.' };
const begun = async (member: Member, days = 0) => {
  const { code } = await threads.begin(member, opening, crypto.randomUUID());
  await asHouse(() => sql`update forum.threads set created_at = now() - make_interval(days => ${days}) where code = ${code}`);
  return code;
};
const reply = (member: Member, code: string) => posts.reply(member, code, { ...emptyDraft, text: 'I hear you.' }, crypto.randomUUID());
const isAnswered = async (...codes: string[]) => {
  const rows = await asHouse(() => sql<{ code: string; is: boolean; byHost: boolean }>`select code, answered_at is not null as is, host_answered_at is not null as by_host from forum.threads`);
  return codes.map((code) => rows.find((row) => row.code === code)!).map(({ is, byHost }) => [is, byHost]);
};
const goes = async (member: Member) => {
  await leaving.ask(member);
  await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${member.id}`);
  await leaving.sweep();
};

describe('an answer whose author is gone (NEW-4)', () => {
  scene('is none: who had no other waits again, who had one does not, and what is over a month old stays as it was', async ({ ada, bo, hanna }) => {
    const [only, both, own, old] = [await begun(ada), await begun(ada), await begun(hanna), await begun(ada, 31)];
    for (const code of [only, both, own, old]) await reply(hanna, code);
    for (const code of [both, own]) await reply(bo, code);
    expect(await isAnswered(only, both, own, old)).toEqual([[true, true], [true, true], [true, false], [true, true]]);
    await goes(hanna);
    expect(await isAnswered(only, both, own, old)).toEqual([[false, false], [true, false], [true, false], [true, true]]);
  });
  scene('is none in a local group either, as soon as they leave it: its hosts hear that somebody waits', async ({ ada, bo, hanna, iben }) => {
    const { code: place } = await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: 'Sandvika', language: 'en' });
    for (const [member, name] of [[ada, 'Slow Ferry'], [bo, 'Grey Mitten'], [hanna, 'Plum Jam']] as const) await personas.make(member, place, { name, pledged: true });
    const { code } = await threads.begin(ada, { ...opening, board: place }, '', { place: places.draftPlace(place) });
    await reply(bo, code);
    expect(await answered.placesWaiting(hanna)).toEqual([]);
    await personas.leave(bo, await personas.inPlace(bo, place));
    expect(await isAnswered(code)).toEqual([[false, false]]);
    expect((await answered.placesWaiting(hanna)).map((one) => one.code)).toEqual([place]);
    await reply(hanna, code);
    expect(await isAnswered(code)).toEqual([[true, true]]);
  });
  scene('was none either where they had gone before that was so', async ({ ada, bo }) => {
    const [only, old] = [await begun(ada), await begun(ada, 31)];
    for (const code of [only, old]) await reply(bo, code);
    await goes(bo);
    await asHouse(() => sql`update forum.threads t set answered_at = p.created_at from forum.posts p where p.thread_id = t.id and p.number = 2 and t.code = ${only}`);
    const [, again] = readFileSync(new URL('migrations/2026-11-28-who-asked-waits-again-when-the-answer-goes.sql', import.meta.url), 'utf8').split('-- Those whose answer went before this was so.');
    for (let twice = 0; twice < 2; twice++) await asHouse(() => executeSql(`set local role none; ${again}; set local role alongside_app`));
    expect(await isAnswered(only, old)).toEqual([[false, false], [true, false]]);
  });
});
