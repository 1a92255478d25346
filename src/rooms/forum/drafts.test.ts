import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
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
    await drafts.keepFor({ id: ada.id }, 'new', draft);
    expect((await drafts.of(ada, 'new'))?.fields.text).toBe('half a sentence');
    expect(await drafts.of(bo, 'new')).toBeUndefined();
  });
  scene('may be long, may hold anything, and has a place of ours', async ({ ada }) => {
    await drafts.keep(ada, 'new', { ...draft, text: `a\0b\ud800${'x'.repeat(100_000)}` });
    expect((await drafts.of(ada, 'new'))!.fields.text).toHaveLength(39_999);
    for (const wrong of ['', 'old', 'reply:', 'reply:../x', 'edit:1', `edit:${'g'.repeat(36)}`]) await expect(drafts.keep(ada, wrong, draft)).rejects.toBeInstanceOf(NotFound);
  });
  scene('looked over is what others will see, and nobody has seen it', async ({ ada }) => {
    expect(drafts.lookOver(ada, { ...draft, text: 'a *b* <i>' })).toEqual({ html: '<p>a <em>b</em> &lt;i&gt;</p>' });
  });
});
