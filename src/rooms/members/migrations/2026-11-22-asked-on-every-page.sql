/*
 * What every page with words asks, asked for less. The answers are the same:
 * who may not be seen, and who the asker is in a space. What most people do not
 * have (a ladder, somebody who knows them, a place) is only looked up where it is.
 */
create or replace function members.blocked() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select theirs.id
    from (select seen.member_id, seen.space
            from members.blocks b join members.personas seen on seen.id = b.persona_id
           where b.member_id = members.asker()
          union
          select b.member_id, mine.space
            from members.personas mine join members.blocks b on b.persona_id = mine.id
           where mine.member_id = members.asker()) away
    join members.personas theirs on theirs.member_id = away.member_id and theirs.space = away.space
$$;

-- It sees past row-level security, as `my_personas` does, and therefore asks for nothing but what is the asker's own.
create or replace function members.here(wanted text) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
  me record;
  place record;
  known text[] := '{}';
  elsewhere boolean := false;
begin
  select p.id, p.member_id, f.name, f.code, f.seed, f.about, l.level, l.offers, l.page, l.place as shows,
         exists (select from members.reveals r where r.member_id = p.member_id and r.until is null) as is_known
    into me
    from members.personas p
    join members.faces f on f.persona_id = p.id
    left join members.ladders l on l.persona_id = p.id
   where p.member_id = members.asker() and p.space = wanted and p.retired_at is null;
  if me.id is null then return null; end if;
  if me.is_known then
    known := array(select k.name from members.reveals r join members.faces k on k.persona_id = r.seer_id
                    where r.seen_id = me.id and r.until is null and r.member_id = me.member_id order by k.name);
    elsewhere := exists (select from members.reveals r where r.shows_id = me.id and r.until is null and r.member_id = me.member_id);
  end if;
  if wanted = 'forum' then
    return json_build_object(
      'personaId', me.id, 'space', wanted, 'kind', 'forum', 'place', null, 'placeName', null, 'isClosed', false,
      'name', me.name, 'code', me.code, 'seed', me.seed, 'about', me.about, 'level', coalesce(me.level, 'anonymous'), 'offers', coalesce(me.offers, false),
      'page', coalesce(me.page, 'members'), 'shows', me.shows, 'known', known, 'isKnownElsewhere', elsewhere);
  end if;
  select s.kind, s.code, s.name, s.closed_at into place from members.spaces s where s.id::text = wanted;
  return json_build_object(
    'personaId', me.id, 'space', wanted, 'kind', coalesce(place.kind, 'forum'), 'place', place.code, 'placeName', place.name, 'isClosed', place.closed_at is not null,
    'name', me.name, 'code', me.code, 'seed', me.seed, 'about', me.about, 'level', coalesce(me.level, 'anonymous'), 'offers', coalesce(me.offers, false),
    'page', coalesce(me.page, 'members'), 'shows', me.shows, 'known', known, 'isKnownElsewhere', elsewhere);
end $$;
