/*
 * Which conversations the asking provider may read. As before, but for whoever
 * took over from somebody who left: they read what waited, by its climb, until
 * a day after it was answered, and nothing else of the tie.
 */
create or replace function messages.mine() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select c.id from care.ties t join messages.conversations c on c.tie_id = t.id where t.provider_id = care.me() and t.ended_at is null
  union
  select c.id from messages.climbs k join messages.conversations c on c.id = k.conversation_id join care.ties t on t.id = c.tie_id
   where k.to_id = care.me() and (k.ends_at is null or k.ends_at > now()) and (t.ended_at is null or t.ended_by = 'left')
  union
  select c.id from messages.conversations c join care.ties t on t.id = c.tie_id
   where c.team_at is not null and c.kind = 'care' and c.organisation_id = care.my_organisation() and t.ended_at is null
$$;
