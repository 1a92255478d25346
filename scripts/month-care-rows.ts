/** The desk of a replayed month as rows, and what the rows say about care for those who sat at it. */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import type { Desk } from './month-care.ts';

export type CareRows = { urgent: number; concern: number; incomplete: number; aboveCap: number; mostMinutes: number; woken: number; longestWait: number };

/** `move` says how far the month lies in the past; `codes` names each thread of the month. */
export const fillDesk = (desk: Desk, codes: readonly string[], move: number) => asHouse(async () => {
  const at = (time: number) => new Date(time + move);
  const clocked = desk.clocked.map((one) => ({ id: randomUUID(), person: one.person, from: at(one.from), to: at(one.to), breaks: one.breaks.map(({ from, to }) => ({ from: at(from), to: at(to) })) }));
  await sql`
    insert into house.clockings (id, member_id, persona_id, in_at, until_at, out_at)
    select r.id, p.member_id, p.id, r.from_at, r.to_at, r.to_at
      from jsonb_to_recordset(${JSON.stringify(clocked.map(({ id, person, from, to }) => ({ id, person, from_at: from, to_at: to })))}::jsonb) as r (id uuid, person text, from_at timestamptz, to_at timestamptz)
      join members.faces f on f.name = r.person join members.personas p on p.id = f.persona_id and p.space = 'forum'`;
  await sql`
    insert into house.breaks (id, member_id, clocking_id, from_at, until_at)
    select gen_random_uuid(), c.member_id, c.id, r.from_at, r.to_at
      from jsonb_to_recordset(${JSON.stringify(clocked.flatMap(({ id, breaks }) => breaks.map(({ from, to }) => ({ id, from_at: from, to_at: to }))))}::jsonb) as r (id uuid, from_at timestamptz, to_at timestamptz)
      join house.clockings c on c.id = r.id`;
  await pourCases(desk, codes, at);
});

async function pourCases(desk: Desk, codes: readonly string[], at: (time: number) => Date): Promise<void> {
  const rows = JSON.stringify(desk.heavy.map((one) => ({
    id: randomUUID(), code: codes[one.thread], level: one.level, owner: one.owner, second: one.second, outcome: one.outcome,
    opened_at: at(one.at), taken_at: at(one.takenAt), ended_at: at(one.endedAt), follow_up_at: at(one.followUpAt), told: one.told.map(({ step, at: when }) => ({ step, at: at(when) }))
  })));
  await sql`
    with r as (
      select r.*, p.id as post_id, p.persona_id, po.member_id as owner_id, ps.member_id as second_id
        from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, code text, level text, owner text, second text, outcome text, opened_at timestamptz, taken_at timestamptz, ended_at timestamptz, follow_up_at timestamptz, told jsonb)
        join forum.threads t on t.code = r.code join forum.posts p on p.thread_id = t.id and p.number = 1
        join members.faces fo on fo.name = r.owner join members.personas po on po.id = fo.persona_id and po.space = 'forum'
        join members.faces fs on fs.name = r.second join members.personas ps on ps.id = fs.persona_id and ps.space = 'forum'
    ), c as (
      insert into safety.cases (id, subject_kind, subject_id, persona_id, level, lane, weight, state, version, opened_at, seen_at, outcome, closed_at, closed_by)
      select id, 'post', post_id, persona_id, level, 'risk', 10, 'closed', 3, opened_at, taken_at, 'acknowledged', ended_at, owner_id from r
    ), s as (
      insert into safety.signals (id, case_id, kind, level, cause, at) select gen_random_uuid(), id, 'triage', level, 'month:' || id, opened_at from r
    ), a as (
      insert into safety.activity (case_id, at, by_id, what, version, from_level, to_level)
      select id, opened_at, null::uuid, 'opened', 1, level, level from r union all select id, taken_at, owner_id, 'claimed', 2, level, level from r union all select id, ended_at, owner_id, 'closed', 3, level, level from r
    ), u as (
      insert into safety.urgent_records (id, case_id, persona_id, owner_id, second_id, began_at, said, outcome, ended_at, follow_up_at, followed_up_at, follow_up_words, debrief_due_at)
      select id, id, persona_id, owner_id, second_id, taken_at, 'Words of a made-up night.', outcome, ended_at, case when outcome <> 'notUrgent' then follow_up_at end,
             case when outcome <> 'notUrgent' then follow_up_at end, 'Better.', ended_at + interval '24 hours' from r where level = 'urgent'
    ), e as (
      insert into safety.escalations (id, case_id, since, step, channel, at, done_at)
      select gen_random_uuid(), r.id, r.opened_at, t ->> 'step', 'notice', (t ->> 'at')::timestamptz, (t ->> 'at')::timestamptz from r cross join lateral jsonb_array_elements(r.told) t
    )
    insert into team.heavy (member_id, case_id, level, at) select owner_id, id, level, taken_at from r`;
  await sql`
    insert into team.talks (id, member_id, case_id, kind, due_at, held_at)
    select gen_random_uuid(), m, u.case_id, 'debrief', u.debrief_due_at, u.ended_at + interval '6 hours' from safety.urgent_records u cross join lateral unnest(array[u.owner_id, u.second_id]) m where m is not null`;
}

/** Counted from the rows alone: urgent cases that lack an owner, a time or an outcome, and people above three urgent in a shift, six heavy things or four hours in a day. */
export const countedCare = () => asHouse(async (): Promise<CareRows> => {
  const [row] = await sql<CareRows>`
    with worked as (
      select c.member_id, c.out_at as at,
             (select sum(extract(epoch from least(o.out_at, c.out_at) - greatest(o.in_at, c.out_at - interval '24 hours')) / 60
                     - coalesce((select sum(extract(epoch from b.until_at - b.from_at)) / 60 from house.breaks b where b.clocking_id = o.id and b.from_at > c.out_at - interval '24 hours'), 0))
                from house.clockings o where o.member_id = c.member_id and o.out_at > c.out_at - interval '24 hours' and o.in_at < c.out_at) as minutes
        from house.clockings c
    ), carried as (
      select h.member_id, (select count(*) from team.heavy o where o.member_id = h.member_id and o.at > h.at - interval '24 hours' and o.at <= h.at) as heavy,
             (select count(distinct o.case_id) from team.heavy o join house.clockings c on c.member_id = o.member_id and c.in_at <= h.at and c.out_at >= h.at
               where o.member_id = h.member_id and o.level = 'urgent' and o.at >= c.in_at and o.at <= h.at) as urgent
        from team.heavy h
    )
    select (select count(*)::int from safety.cases where level = 'urgent') as urgent, (select count(*)::int from safety.cases where level = 'concern') as concern,
           (select count(*)::int from safety.cases c left join safety.urgent_records u on u.case_id = c.id
             where c.level = 'urgent' and (u.owner_id is null or u.began_at is null or u.ended_at is null or u.outcome = '' or u.second_id is null)) as incomplete,
           ((select count(*) from carried where heavy > 6 or urgent > 3) + (select count(*) from worked where minutes > 241))::int as above_cap,
           coalesce((select max(minutes) from worked), 0)::int as most_minutes,
           (select count(*)::int from safety.escalations where step = 'onCall') as woken,
           coalesce((select max(extract(epoch from seen_at - opened_at) / 60) from safety.cases where level = 'urgent'), 0)::int as longest_wait`;
  return row!;
});
