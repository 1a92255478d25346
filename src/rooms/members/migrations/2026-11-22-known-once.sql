/*
 * The line before a post, told whole. What was known once and taken back may be
 * remembered, so the line says it; and what only one's page shows is not shown
 * while nobody may open that page, in the forum too, where it is a setting.
 */
create or replace function members.here(wanted text) returns json
language plpgsql stable security definer set search_path = '' as $$
declare
  me record;
  place record;
  known text[] := '{}';
  elsewhere boolean := false;
  once boolean := false;
  page text;
begin
  select p.id, p.member_id, f.name, f.code, f.seed, f.about, l.level, l.offers, l.page, l.place as shows,
         exists (select from members.reveals r where r.member_id = p.member_id) as is_known
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
    once := exists (select from members.reveals r
                     where (r.seen_id = me.id or r.shows_id = me.id) and r.until is not null and r.member_id = me.member_id
                       and not exists (select from members.reveals n where n.seer_id = r.seer_id and n.seen_id = r.seen_id and n.until is null));
  end if;
  page := coalesce(me.page, 'members');
  if wanted = 'forum' then
    select s.seen_by into page from members.settings s where s.member_id = me.member_id;
    return json_build_object(
      'personaId', me.id, 'space', wanted, 'kind', 'forum', 'place', null, 'placeName', null, 'isClosed', false,
      'name', me.name, 'code', me.code, 'seed', me.seed, 'about', me.about, 'level', coalesce(me.level, 'anonymous'), 'offers', coalesce(me.offers, false),
      'page', coalesce(page, 'members'), 'shows', me.shows, 'known', known, 'isKnownElsewhere', elsewhere, 'wasKnown', once);
  end if;
  select s.kind, s.code, s.name, s.closed_at into place from members.spaces s where s.id::text = wanted;
  return json_build_object(
    'personaId', me.id, 'space', wanted, 'kind', coalesce(place.kind, 'forum'), 'place', place.code, 'placeName', place.name, 'isClosed', place.closed_at is not null,
    'name', me.name, 'code', me.code, 'seed', me.seed, 'about', me.about, 'level', coalesce(me.level, 'anonymous'), 'offers', coalesce(me.offers, false),
    'page', page, 'shows', me.shows, 'known', known, 'isKnownElsewhere', elsewhere, 'wasKnown', once);
end $$;
