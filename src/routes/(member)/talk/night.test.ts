import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as threads from '#forum/threads';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import * as assessing from '#safety/assessing';
import * as offers from '#safety/offers';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

describe('in a time for reading', () => {
  scene('whoever sounds as if they may be in danger is offered help at once, and a case has their words (MOD-9, NEW-4)', async ({ ada, iben }) => {
    await sayings.change(iben, 'en', { afterHours: 'reading', shifts: [] });
    const text = 'I want to kill myself tonight.';
    const { code } = await threads.begin(ada, { ...emptyDraft, board: 'rest', want: 'listen', text });
    expect(await assessing.atOnce(ada, { code, number: 1 })).toBe(true);
    const [post] = await sql<{ id: string; body: string }>`select p.id, p.body from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    expect(await asHouse(() => sql`select level from safety.cases where subject_id = ${post!.id}`)).toEqual([{ level: 'urgent' }]);
    expect([post!.body, (await offers.beside(ada, [post!.id]))?.level]).toEqual([text, 'urgent']);
  });
});
