import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

const draft = { ...emptyDraft, text: 'half a sentence', about: ['grief'] };

describe('a draft', () => {
  scene('is kept, replaced and thrown away by its writer, one for each place', async ({ ada }) => {
    await drafts.keep(ada, 'new', draft);
    await drafts.keep(ada, 'new', { ...draft, text: 'a whole sentence' });
    await drafts.keep(ada, 'reply:8f3kx', draft);
    expect((await drafts.of(ada, 'new'))?.fields).toMatchObject({ text: 'a whole sentence', about: ['grief'] });
    expect(['new', 'reply:8f3kx']).toContain(await drafts.latest(ada));
    await drafts.keep(ada, 'new', { ...draft, text: '  ' });
    expect(await drafts.of(ada, 'new')).toBeUndefined();
    await drafts.forget(ada, 'reply:8f3kx');
    expect(await drafts.latest(ada)).toBeUndefined();
  });
  scene('is read by nobody else (ID-1)', async ({ ada, bo, mio }) => {
    await drafts.keep(ada, 'new', draft);
    for (const other of [bo, mio]) {
      expect(await drafts.of(other, 'new')).toBeUndefined();
      expect(await asking(other, () => sql`select 1 from forum.drafts`)).toEqual([]);
    }
  });
  scene('that arrives after a sign-in ran out waits for the one who wrote it', async ({ ada, bo }) => {
    expect(await drafts.keepFor({ id: ada.id }, 'new', draft)).toBe('kept');
    expect((await drafts.of(ada, 'new'))?.fields.text).toBe('half a sentence');
    expect(await drafts.of(bo, 'new')).toBeUndefined();
  });
  scene('that arrives late throws nothing away: an empty one does nothing, another text stands beside what was kept, once (PEER-1)', async ({ ada }) => {
    const kept = async () => (await drafts.of(ada, 'new'))?.fields.text;
    await drafts.keep(ada, 'new', draft);
    for (const text of ['', '  ']) {
      expect(await drafts.keepFor(ada, 'new', { ...draft, text })).toBe('nothing');
      await drafts.keepLast(ada, 'new', { ...draft, text }, null);
    }
    expect(await drafts.keepFor(ada, 'no place', draft)).toBe('nothing');
    expect(await kept()).toBe('half a sentence');
    for (let twice = 0; twice < 2; twice++) await drafts.keepFor(ada, 'new', { ...draft, text: 'Something else. Her number is 07700 900142.' });
    expect(await kept()).toBe('half a sentence\n\nSomething else. Her number is (number left out).');
    await drafts.keepFor(ada, 'new', { ...draft, text: 'half a sentence' });
    expect(await kept()).toContain('Something else');
    expect(await drafts.keepFor(ada, 'new', { ...draft, text: 'y'.repeat(39_990) })).toBe('nothing');
    await drafts.keepLast(ada, 'new', { ...draft, text: 'as it stands now' }, null);
    expect(await kept()).toBe('as it stands now');
  });
  scene('that arrives late and was sent before is none (PEER-9)', async ({ ada }) => {
    const sent = { ...draft, board: 'rest', want: 'listen', text: 'sent already' };
    await threads.begin(ada, sent, 'form-of-its-own');
    expect(await drafts.keepFor(ada, 'new', sent, 'form-of-its-own')).toBe('sent');
    expect(await drafts.of(ada, 'new')).toBeUndefined();
    expect(await drafts.keepFor(ada, 'new', { ...sent, text: 'not yet' }, 'form-of-its-own')).toBe('kept');
    expect(await drafts.keepFor(ada, 'new', sent, 'form-of-its-own')).toBe('sent');
    expect((await drafts.of(ada, 'new'))?.fields.text).toContain('not yet');
  });
  scene('may be long, may hold anything, and has a place of ours', async ({ ada }) => {
    await drafts.keep(ada, 'new', { ...draft, text: `a\0b\ud800${'x'.repeat(100_000)}` });
    expect((await drafts.of(ada, 'new'))!.fields.text).toHaveLength(39_999);
    for (const wrong of ['', 'old', 'reply:', 'reply:../x', 'edit:1', `edit:${'g'.repeat(36)}`]) await expect(drafts.keep(ada, wrong, draft)).rejects.toBeInstanceOf(NotFound);
  });
  scene('looked over is what others will see, and nobody has seen it', async ({ ada }) => {
    expect(() => drafts.lookOver(ada, { ...draft, text: ' \n' })).toThrow(expect.objectContaining({ key: 'forum.refused.empty', field: 'text' }));
    expect(drafts.lookOver(ada, { ...draft, text: 'a *b* <i>' })).toEqual({ html: '<p>a <em>b</em> &lt;i&gt;</p>' });
  });
});
