-- Which papers hold what a member shares. On one paper lie body and mind; what is read of it is chosen in `shares.ts`.
create function toolbox.kinds_of(shared text) returns text[] language sql immutable parallel safe as $$
  select case shared
    when 'goal' then array['goal'] when 'week' then array['step', 'day-plan'] when 'people' then array['person'] when 'plan' then array['plan'] when 'items' then array['item']
    when 'check-ins-body' then array['check-in'] when 'check-ins-mind' then array['check-in'] when 'notes-picture' then array['check-in']
    when 'questions' then array['sheet', 'item', 'check-in'] else '{}' end $$;

-- A provider reads what they have opened in this transaction, and the one that was named where one was.
create policy shared on toolbox.papers for select using ((select members.is_at_work()) and exists (
  select from care.opened_now() o
   where o.member_id = papers.member_id and papers.kind = any(toolbox.kinds_of(o.kind)) and (o.thing = '' or papers.kind not in ('goal', 'sheet') or o.thing = papers.id::text)));

-- Whether something changed since a moment, for what a provider may open; said only of kinds where it tells of nothing else.
create function toolbox.changed_since(tie uuid) returns table (grant_id uuid)
language sql stable security definer set search_path = '' as $$
  select g.id from care.grants g
   where g.tie_id = tie and g.provider_id = care.me() and g.revoked_at is null and g.ends_at > now() and g.kind in ('goal', 'week', 'people', 'plan', 'items')
     and exists (select from toolbox.papers p where p.member_id = g.member_id and p.kind = any(toolbox.kinds_of(g.kind)) and (g.thing = '' or g.thing = p.id::text)
                    and (p.day is null or p.day between current_date - 14 and current_date + 14)
                    and p.changed_at > coalesce((select max(o.opened_at) from care.openings o where o.grant_id = g.id), g.given_at)) $$;
