import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { Refusal } from '#platform/answers';
import { join } from '#members/members';
import { scene } from '#test/scene';

const joining = { name: 'Copper Kettle', pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: '1', hash: 'x' } } as const;

describe('a member', () => {
  scene('joins without an e-mail, with one persona and a spare key', async () => {
    const { memberId, spareKey } = await join(joining);
    expect(spareKey).toMatch(/^([2-9A-Z]{4}-){4}[2-9A-Z]{4}$/);
    const mine = await asking({ id: memberId }, () => sql`select space from members.personas where member_id = ${memberId}`);
    expect(mine).toEqual([{ space: 'forum' }]);
  });
  scene('cannot take a name that reads like somebody else’s', async () => {
    await join(joining);
    await expect(join({ ...joining, name: 'C0pper  kettIe' })).rejects.toThrow(Refusal);
  });
  scene('has rows that nobody else can read', async ({ ada, cleo }) => {
    const seen = await asking(cleo, () => sql`select 1 from members.personas where member_id = ${ada.id}`);
    expect(seen).toEqual([]);
    expect(await sql`select 1 from members.keys`).toEqual([]);
  });
});
