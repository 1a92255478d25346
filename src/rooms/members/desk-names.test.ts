import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import * as deskNames from '#members/desk-names';
import * as personas from '#members/personas';
import type { Moderator } from '#members/members';
import { scene } from '#test/scene';

describe('a name at the desk', () => {
  scene('is seen by no member, leads to no other name, and can be changed', async ({ ada, mio, iben }) => {
    expect(await deskNames.of(mio)).toBeUndefined();
    await deskNames.take(mio, 'Lantern Keeper');
    expect(await deskNames.of(mio)).toBe('Lantern Keeper');
    expect(await deskNames.of(iben as unknown as Moderator)).toBeUndefined();
    for (const who of [ada, iben]) expect(await asking(who, () => sql`select 1 from members.faces where name = 'Lantern Keeper'`)).toEqual([]);
    expect((await personas.of(mio)).map(({ name }) => name)).toEqual(['mio']);
    await deskNames.take(mio, 'River Watch');
    expect(await deskNames.of(mio)).toBe('River Watch');
    await expect(deskNames.take(iben as unknown as Moderator, 'River Watch')).rejects.toMatchObject({ field: 'name' });
    await expect(deskNames.take(mio, ' ')).rejects.toMatchObject({ field: 'name' });
  });
});
