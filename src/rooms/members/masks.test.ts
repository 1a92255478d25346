import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as handshakes from '#members/handshakes';
import * as masks from '#members/masks';
import * as personas from '#members/personas';
import { codeOf, inPlace, refusalOf, yes } from '#test/names';
import { scene } from '#test/scene';

describe('behind the mask (ID-19)', () => {
  scene('each thing is shown by one name, to nobody at first, then to people there or to those who know more', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here, place } = await inPlace(iben, { ada, bo, cleo, hanna });
    await masks.add(ada, { kind: 'pain', words: '' });
    await masks.add(ada, { kind: 'pain', words: '' });
    await masks.add(ada, { kind: '', words: ' Two  cats and a stoma ' });
    const all = await masks.mine(ada);
    const [pain, own] = [all.find(({ kind }) => kind === 'pain'), all.find(({ kind }) => kind === '')];
    const code = await codeOf(here, ada);
    expect([pain!.kind, own!.words, (await masks.mine(ada)).length, await masks.of(bo, code), await masks.of(bo, ada.code)]).toEqual(['pain', 'Two cats and a stoma', 2, [], []]);
    await masks.show(ada, await here(ada), pain!.id, 'people');
    await masks.show(ada, await here(ada), own!.id, 'known');
    expect(await masks.of(bo, code)).toEqual([{ kind: 'pain', words: '' }]);
    expect(await masks.of(bo, ada.code)).toEqual([]); // the forum is another space
    await yes(here, ada, bo);
    await yes(here, bo, ada);
    expect(await masks.of(bo, code)).toEqual([{ kind: '', words: 'Two cats and a stoma' }, { kind: 'pain', words: '' }]);
    expect(await masks.of(cleo, code)).toEqual([{ kind: 'pain', words: '' }]);
    await handshakes.takeBack(ada, await here(ada), await codeOf(here, bo));
    expect(await masks.of(bo, code)).toEqual([{ kind: 'pain', words: '' }]);
    await personas.leave(cleo, await personas.inPlace(cleo, place));
    expect(await masks.of(cleo, code)).toEqual([]);
    for (const member of [bo, cleo]) {
      await expect(masks.show(member, (await personas.of(member))[0]!, pain!.id, 'people')).rejects.toBeInstanceOf(NotFound);
      await masks.remove(member, pain!.id); // not theirs, and for them none
    }
    expect((await masks.mine(ada)).map(({ id }) => id)).toContain(pain!.id);
    expect(await asking(bo, () => sql`select 1 from members.circumstances union all select 1 from members.masks`)).toEqual([]);
  });
  scene('takes few words, and few things', async ({ ada }) => {
    expect(await refusalOf(masks.add(ada, { kind: 'nonsense', words: '  ' }))).toBe('members.refused.maskEmpty');
    expect(await refusalOf(masks.add(ada, { kind: '', words: 'x'.repeat(61) }))).toBe('members.refused.maskLong');
    for (let at = 0; at < 12; at++) await masks.add(ada, { kind: '', words: `thing ${at}` });
    expect(await refusalOf(masks.add(ada, { kind: '', words: 'one more' }))).toBe('members.refused.maskMany');
  });
});
