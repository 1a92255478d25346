/**
 * Work accounts: for people who work with members and take no part themselves.
 *
 * They sign in as everybody does, with a second factor, and have no persona, no
 * face and no role: nothing that wants a `Member` can be called with one, and no
 * page of members opens. Their ids are of another version, so that the database
 * knows it too (its policies say so). What they may do is said by the room they
 * work in.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import { rememberErasure } from '#platform/erasures';
import { announce } from '#platform/events';
import type { Language } from '#platform/words';
import { foldName } from '#members/name-rules';
import type { Account } from '#members/members';
import * as passes from '#members/passes';

declare const proof: unique symbol;
export type WorkAccount = Account & { readonly [proof]: 'work' };

/** A version 8 UUID: as random as one of version 4, and never one of a member. */
const makeId = () => randomUUID().replace(/^(.{14})4/, (_, before: string) => `${before}8`);
export const isWorkAccount = (id: string) => id[14] === '8';
/** For `sessions` alone, which has just read it. Who works here shows a second factor like everybody with a role. */
export const asWorkAccount = (account: Omit<Account, 'roles'>) => ({ ...account, roles: ['work'] }) as unknown as WorkAccount;

export type Opening = { signInName: string; pass: string; name: string; language: Language; /** The spare key that the form makes; chance where it makes none. */ spareKey?: string };

/** Opens one: a way in and nothing else. Answers with its id and a spare key, which is shown once. Inside `asHouse`. */
export async function open({ signInName, pass, name, language, spareKey = passes.makeSpareKey() }: Opening): Promise<{ id: string; spareKey: string }> {
  const folded = foldName(signInName.slice(0, 200));
  if (folded.length < 3) refuse('members.refused.workName', 'signInName');
  passes.check(pass, signInName);
  const [id, passHash] = [makeId(), await passes.hash(pass)];
  await sql`insert into members.members (id, language) values (${id}, ${language})`;
  const [key] = await sql`
    insert into members.keys (member_id, sign_in_name, pass_hash, spare_hash, spare_made_at)
    values (${id}, ${folded}, ${passHash}, ${passes.hashSpareKey(spareKey)}, now()) on conflict (sign_in_name) do nothing returning member_id`;
  if (!key) refuse('members.refused.workNameTaken', 'signInName');
  await sql`insert into members.work_accounts (member_id, name) values (${id}, ${name})`;
  await announce('members.workAccount.opened', { memberId: id });
  return { id, spareKey };
}

/** Closes one for good: sessions, keys and factors go at once, and a restored backup does not bring them back. Inside `asHouse`. */
export async function close(id: string): Promise<void> {
  if (!isWorkAccount(id)) throw new Error('not a work account');
  await rememberErasure(id);
  await sql`delete from members.members where id = ${id}`;
}

/** How sure we are who it is: the strongest word of a provider of identities that is joined to the account, or the second factor. */
export async function identityOf(account: Pick<Account, 'id'>): Promise<string> {
  const [row] = await asHouse(() => sql<{ provider: string; level: string }>`
    select provider, level from members.identities where member_id = ${account.id} order by used_at desc limit 1`);
  return row ? `${row.provider} ${row.level}`.trim() : 'factor';
}
