import { describe, expect } from 'vitest';
import { NotFound } from '#platform/answers';
import { allow, forgive } from '#platform/tries';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import * as personas from '#members/personas';
import { between, codeOf, inPlace, refusalOf } from '#test/names';
import { scene } from '#test/scene';

describe('a yes', () => {
  scene('is offered to all who were picked, or, where that is too many or one of them is gone, to nobody (ID-6)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here, place } = await inPlace(iben, { ada, bo, cleo, hanna });
    const picked = [await codeOf(here, bo), await codeOf(here, cleo), await codeOf(here, hanna)];
    expect(await refusalOf(handshakes.sayYes(ada, await here(ada), [...picked, 'gone']))).toBe('members.refused.pickGone');
    for (let at = 0; at < 28; at++) await allow('handshake', ada.id, 30, 24 * 60);
    await expect(handshakes.sayYes(ada, await here(ada), picked)).rejects.toMatchObject({ key: 'members.refused.offersMany', field: 'person' });
    expect((await between(here, ada)).waiting).toEqual([]);
    await handshakes.sayYes(ada, await here(ada), [...picked.slice(0, 2), picked[0]!]); // two are left today
    expect((await between(here, ada)).waiting.map(({ name }) => name)).toEqual(['Grey Mitten', 'Tin Whistle']);
    expect(await personas.inPlace(ada, place)).toMatchObject({ level: 'chosen' });
  });
  scene('takes the step it needs with the yes, or not at all (ID-6)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna }, 'anonymous');
    const code = await codeOf(here, bo);
    const late = { ...ada, suspendedUntil: new Date(Date.now() + 60_000) };
    await expect(ladders.sayYes(ada, await here(ada), 'nosuch')).rejects.toBeInstanceOf(NotFound);
    expect(await refusalOf(ladders.sayYes(late, await here(ada), code))).toBe('members.refused.paused');
    for (let at = 0; at < 30; at++) await allow('handshake', ada.id, 30, 24 * 60);
    expect(await refusalOf(ladders.sayYes(ada, await here(ada), code))).toBe('members.refused.offersMany');
    expect(await here(ada)).toMatchObject({ level: 'anonymous' });
    await forgive('handshake', ada.id);
    await ladders.sayYes(ada, await here(ada), code);
    expect([await here(ada), await between(here, ada)]).toMatchObject([{ level: 'chosen' }, { waiting: [{ name: 'Grey Mitten' }] }]);
  });
});
