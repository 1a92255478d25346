/*
 * What is offered beside some of one member's own posts, the most pressing of
 * it, while nobody has closed the case about them. Cases and decisions are not
 * the member's to read, so this looks past row-level security, and tells of
 * that one member's offers alone.
 */
create function safety.offered_beside(whose uuid, written uuid[])
returns table (post_id uuid, level text, at timestamptz, is_decided boolean, is_taken_up boolean, check_in text)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select o.post_id, o.level, o.at, exists (select from safety.decisions d where d.subject_id = o.post_id),
           exists (
             select from safety.cases c
              where c.subject_id = o.post_id and c.state <> 'closed'
                and (c.claimed_by is not null and c.claimed_until > now()
                     or exists (select from safety.activity a where a.case_id = c.id and a.at > o.at and a.by_id is not null and a.what in ('acted', 'lowered', 'seconded', 'pauseProposed', 'pauseConfirmed'))
                     or exists (select from safety.urgent_records r join safety.urgent_steps s on s.record_id = r.id where r.case_id = c.id and s.at > o.at))),
           (select case when c.id = o.asked_of then 'asked' when c.persona_id in (select p.id from members.personas p where p.member_id = o.member_id) then 'may' end
              from safety.cases c where c.subject_id = o.post_id and c.state <> 'closed' limit 1)
      from safety.offers o
     where o.member_id = whose and o.post_id = any(written) and o.put_away_at is null and o.at > now() - interval '2 days'
       and not exists (select from safety.cases c where c.subject_id = o.post_id and c.closed_at > o.at)
     order by array_position(array['unassessed', 'concern', 'urgent'], o.level) desc, o.at desc limit 1;
end $$;
revoke execute on function safety.offered_beside(uuid, uuid[]) from public;
grant execute on function safety.offered_beside(uuid, uuid[]) to alongside_app;
