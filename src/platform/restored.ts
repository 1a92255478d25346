/**
 * What a restore still owes: the end of everything that members may have taken
 * back since the backup was made.
 *
 * It is written down in the transaction that brings the rows, so there is no
 * moment at which they are here and it is not. Until it is paid nobody is let
 * in: a start pays it first, or does not start. The debt is an alarm that has
 * not become one yet, for those tables are in every backup, however old.
 */
import type pg from 'pg';
import { troubleOf } from '#platform/trouble';

/** Whose account has come to rest since the backup, and whose rests no more: of the ledger, for the room of members to take up. */
export type Resting = { rests: { id: string; since: Date }[]; wakes: string[] };

/** In the transaction of the rows, after everything that was in the backup. */
export const owe = (client: pg.Client, made: string, resting: Resting) =>
  client.query(`insert into platform.alarms (what, data) values ('backup.restoring', $1::jsonb)`, [JSON.stringify({ made, ...resting })]);

/** Whether there is something to end before anybody may come in. Where there are no tables yet there is nothing. */
export async function isOwed(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ owed: boolean }>(`select exists (select from platform.alarms where what = 'backup.restoring') as owed`)
    .catch((error: { code?: string }) => error.code === '42P01' ? { rows: [{ owed: false }] } : Promise.reject(error));
  return rows[0]!.owed;
}

/** As the owner, when every table is of this version. What goes wrong is said in a sentence, and the next start tries again. */
export async function pay(owner: pg.Client): Promise<void> {
  if (!(await isOwed(owner))) return;
  await endWhatMayBeOver(owner).catch(async (error: Error) => {
    if (troubleOf(error) === 'lost') throw error;
    await owner.query('rollback');
    throw new Error(`A backup was restored, and what members took back since could not be ended (${error.message}). Nobody is let in until it is.`, { cause: error });
  });
}

/** Each room ends what it can end (its function `restored`); stewards get an alarm and members a notice about the rest. All or nothing. */
async function endWhatMayBeOver(owner: pg.Client): Promise<void> {
  const { rows: rooms } = await owner.query<{ room: string }>(`
    select quote_ident(n.nspname) as room from pg_proc f join pg_namespace n on n.oid = f.pronamespace
     where f.proname = 'restored' and n.nspname not in ('pgboss', 'public') order by 1`);
  await owner.query('begin');
  for (const { room } of rooms) await owner.query(`select ${room}.restored()`);
  await owner.query(`
    with paid as (update platform.alarms set what = 'backup.restored', at = now(), data = data - 'rests' - 'wakes' where what = 'backup.restoring' returning data ->> 'made' as made)
    select platform.announce('platform.backup.restored', jsonb_build_object('made', min(made))) from paid`);
  await owner.query('commit');
}
