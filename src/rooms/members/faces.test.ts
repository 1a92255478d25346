import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { Refusal } from '#platform/answers';
import * as faces from '#members/faces';
import { join } from '#members/members';
import { signIn } from '#members/sign-ins';
import { passOf } from '#test/cast';
import { scene } from '#test/scene';

const from = { address: '198.51.100.11', device: 'own', deviceWords: '' } as const;
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);

describe('a face', () => {
  scene('takes another name once a month, with another address (ID-3)', async ({ ada }) => {
    await faces.rename(ada, '  Copper   Kettle ');
    const own = await faces.mine(ada);
    expect(own).toMatchObject({ name: 'Copper Kettle', mayRename: false });
    expect(own.code).not.toBe(ada.code);
    expect(await refusalOf(faces.rename(ada, 'Paper Moon'))).toBe('members.refused.renamedLately');
    await asHouse(() => sql`update members.renamings set at = now() - interval '31 days'`);
    await faces.rename(ada, 'Paper Lantern');
  });
  scene('signs in with the new name, and not with the old one', async ({ ada }) => {
    await faces.rename(ada, 'Copper Kettle');
    expect(await refusalOf(signIn('ada', passOf('ada'), from))).toBe('members.refused.signIn');
    await signIn('copper kettle', passOf('ada'), from);
  });
  scene('leaves its old name to nobody for three months, and nothing that leads from it to the new one (ID-3)', async ({ ada, bo }) => {
    await faces.rename(ada, 'Copper Kettle');
    expect(await refusalOf(faces.rename(bo, 'Ada'))).toBe('members.refused.nameTaken');
    const joining = { name: 'àda', pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: 't', hash: 't' } } as const;
    expect(await refusalOf(join(joining))).toBe('members.refused.nameTaken');
    expect(await sql`select 1 from members.resting_names`).toEqual([]);
    expect(await asking(bo, () => sql`select 1 from members.renamings`)).toEqual([]);
    await asHouse(() => sql`update members.resting_names set until = now() - interval '1 day'`);
    await join({ ...joining, name: 'Ada' });
  });
  scene('does not take a name like another’s, like staff, or nothing at all', async ({ ada }) => {
    expect(await refusalOf(faces.rename(ada, 'BÓ'))).toBe('members.refused.nameTaken');
    expect(await refusalOf(faces.rename(ada, 'Moderator'))).toBe('members.refused.nameStaff');
    for (const odd of ['', ' ', '\u200b\u200b\u200b', '🫖🫖', '\u0000', '--']) expect(await refusalOf(faces.rename(ada, odd))).toBe('members.refused.nameEmpty');
    expect(await refusalOf(faces.rename(ada, 'x'.repeat(1_000_000)))).toBe('members.refused.nameLong');
    expect((await faces.mine(ada)).name).toBe('ada');
  });
  scene('has a pattern of our making and words of mine', async ({ ada, bo }) => {
    await faces.redraw(ada, 'abcdefabcdef');
    expect((await faces.mine(ada)).seed).toBe('abcdefabcdef');
    await faces.redraw(ada, '<svg onload=1>');
    expect((await faces.mine(ada)).seed).toMatch(/^[0-9a-f]{12}$/);
    await faces.describe(ada, '  Slow walks.\r\n\u202eTea.\u0000  ');
    expect((await faces.mine(ada)).about).toBe('Slow walks.\nTea.');
    expect(await refusalOf(faces.describe(ada, 'x'.repeat(301)))).toBe('members.refused.aboutLong');
    await asking(bo, () => sql`update members.faces set about = 'mine now' where persona_id = ${ada.personaId}`);
    expect((await faces.mine(ada)).about).toBe('Slow walks.\nTea.');
  });
});
