/*
 * Spaces beside the forum: local communities, and cafés for one gathering.
 *
 * The area stands apart, and nobody may read it: only the functions below say
 * it, and only when enough people belong there (small-number protection).
 */
create table members.spaces (
  id uuid primary key,
  code text not null unique,                       -- for addresses; says nothing
  kind text not null check (kind in ('local', 'cafe')),
  name text not null,
  about text not null default '',
  region text not null default '',                 -- a large area, shown to everybody here
  language text not null default 'en',
  opened_by uuid references members.members on delete set null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz
);
create index spaces_opened_by on members.spaces (opened_by);
grant select, insert, update on members.spaces to alongside_app;

create table members.areas (
  space_id uuid primary key references members.spaces on delete cascade,
  area text not null
);
alter table members.areas enable row level security;
create policy house on members.areas using ((select members.is_house()));
grant select, insert, update, delete on members.areas to alongside_app;

-- A name given up in a space stays with what was written under it; one at a time is worn.
alter table members.personas add column retired_at timestamptz;
alter table members.personas drop constraint personas_member_id_space_key;
create unique index personas_worn on members.personas (member_id, space) where retired_at is null;
create index personas_in_space on members.personas (space) where retired_at is null;
alter table members.personas add constraint personas_of_space unique (id, space);
grant update (retired_at) on members.personas to alongside_app;

create function members.my_personas() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select id from members.personas where member_id = members.asker()) $$;
-- Where the asker has a name now.
create function members.my_spaces() returns text[] language sql stable security definer set search_path = '' as $$
  select array(select space from members.personas where member_id = members.asker() and retired_at is null) $$;
-- Who the asker is in a space; nothing where they have no name. What is written in a space is written by this one.
create function members.persona_in(wanted text) returns uuid language sql stable security definer set search_path = '' as $$
  select id from members.personas where member_id = members.asker() and space = wanted and retired_at is null $$;

-- A face is seen in its own space, and nowhere else.
alter table members.faces add column space text not null default 'forum';
alter table members.faces drop constraint faces_persona_id_fkey;
alter table members.faces add constraint faces_persona_fkey foreign key (persona_id, space) references members.personas (id, space) on delete cascade;
create index faces_in_space on members.faces (space, name) where space <> 'forum';
drop policy seen on members.faces;
drop policy own on members.faces;
create policy seen on members.faces for select
  using (space = 'forum' or space = any((select members.my_spaces())::text[]) or (select members.is_house()));
create policy made on members.faces for insert with check ((select members.is_house()));
create policy changed on members.faces for update
  using ((select members.is_house()) or persona_id = any((select members.my_personas())::uuid[]));
create policy gone on members.faces for delete using ((select members.is_house()));

/*
 * How a name looks at a glance: rn reads as m, and a doubled letter as one.
 * The folded name has dealt with other alphabets, accents, 0/O and l/I/1
 * already. Names with a number in them keep their doubled letters, so that
 * ten people may be called by one word and a number.
 */
create function members.skeleton(name text, folded text) returns text language sql immutable parallel safe as $$
  select case when name ~ '[0-9]' then replace(replace(folded, 'vv', 'w'), 'rn', 'm')
              else regexp_replace(replace(regexp_replace(replace(folded, 'vv', 'w'), '(.)\1+', '\1', 'g'), 'rn', 'm'), '(.)\1+', '\1', 'g') end $$;
alter table members.faces add column skeleton text;
update members.faces f set skeleton = s.skeleton
  from (select distinct on (members.skeleton(name, name_folded)) persona_id, members.skeleton(name, name_folded) as skeleton
          from members.faces order by members.skeleton(name, name_folded), persona_id) s
 where s.persona_id = f.persona_id;
create unique index faces_skeleton on members.faces (skeleton);
create function members.keep_skeleton() returns trigger language plpgsql set search_path = '' as $$
begin
  new.skeleton := members.skeleton(new.name, new.name_folded);
  return new;
end $$;
create trigger skeleton before insert or update of name, name_folded on members.faces for each row execute function members.keep_skeleton();

-- What a person chose for one of their names: how much of them is shown there, and who may reach them.
create table members.ladders (
  persona_id uuid primary key references members.personas on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  level text not null default 'anonymous' check (level in ('anonymous', 'local', 'met', 'chosen')),
  place uuid references members.spaces on delete set null,  -- which community the forum is shown
  offers boolean not null default false,           -- people here may ask to share names
  page text not null default 'members' check (page in ('members', 'nobody'))
);
create index ladders_member on members.ladders (member_id);
create index ladders_place on members.ladders (place);
alter table members.ladders enable row level security;
create policy own on members.ladders using (member_id = (select members.asker()) or (select members.is_house()));

/*
 * One person's word to another in one space: yes or no to knowing each other's
 * forum names. Each side writes only its own. Days, never moments. A silent
 * one is never shown to the other side: there is a block between the two.
 */
create table members.handshakes (
  from_id uuid not null references members.personas on delete cascade,
  to_id uuid not null references members.personas on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  said text not null check (said in ('yes', 'no')),
  on_day date not null default current_date,
  is_silent boolean not null default false,
  primary key (from_id, to_id)
);
create index handshakes_to on members.handshakes (to_id);
create index handshakes_member on members.handshakes (member_id);
alter table members.handshakes enable row level security;
create policy own on members.handshakes using (member_id = (select members.asker()) or (select members.is_house()));
create policy asked on members.handshakes for select
  using (said = 'yes' and not is_silent and to_id = any((select members.my_personas())::uuid[]));

/*
 * What two yeses opened: one row a direction. The seer, who knows `seen_id`
 * in a space, also knows whose forum name that is, until it is taken back.
 */
create table members.reveals (
  seer_id uuid not null references members.personas on delete cascade,
  seen_id uuid not null references members.personas on delete cascade,
  shows_id uuid not null references members.personas on delete cascade,
  member_id uuid not null references members.members on delete cascade,  -- whose names they are
  since date not null default current_date,
  until date
);
create unique index reveals_open on members.reveals (seer_id, seen_id) where until is null;
create index reveals_seen on members.reveals (seen_id);
create index reveals_shows on members.reveals (shows_id);
create index reveals_member on members.reveals (member_id);
alter table members.reveals enable row level security;
create policy own on members.reveals using (member_id = (select members.asker()) or (select members.is_house()));
create policy seen on members.reveals for select
  using (until is null and seer_id = any((select members.my_personas())::uuid[]));

-- Behind the mask: what somebody lives with, in few words, and where they let it be seen.
create table members.circumstances (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  kind text not null default '',                   -- one of the offered; '' when the words are their own
  words text not null default '',
  made_at timestamptz not null default now(),
  unique (member_id, kind, words)
);
alter table members.circumstances enable row level security;
create policy own on members.circumstances using (member_id = (select members.asker()) or (select members.is_house()));

create table members.masks (
  circumstance_id uuid not null references members.circumstances on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  shown_to text not null check (shown_to in ('people', 'known')),  -- no row: nobody
  primary key (circumstance_id, persona_id)
);
create index masks_persona on members.masks (persona_id);
create index masks_member on members.masks (member_id);
alter table members.masks enable row level security;
create policy own on members.masks using (member_id = (select members.asker()) or (select members.is_house()));

-- What somebody was reminded of and put away, so that it is not said again.
create table members.reminders (
  member_id uuid not null references members.members on delete cascade,
  kind text not null,
  on_day date not null default current_date,
  primary key (member_id, kind)
);
alter table members.reminders enable row level security;
create policy own on members.reminders using (member_id = (select members.asker()) or (select members.is_house()));

grant select, insert, update, delete on members.ladders, members.handshakes, members.reveals, members.circumstances, members.masks, members.reminders to alongside_app;

/*
 * Every persona the asker does not see, and that does not see the asker. It
 * stays within the space somebody blocked in: were X to vanish from the café
 * the moment they are blocked in the forum, the block itself would tell who X
 * is there. A new name in the same space does not get around it.
 */
create or replace function members.blocked() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select theirs.id
    from members.blocks b
    join members.personas seen on seen.id = b.persona_id
    join members.personas theirs on theirs.member_id = seen.member_id and theirs.space = seen.space
   where b.member_id = members.asker()
  union
  select theirs.id
    from members.blocks b
    join members.personas mine on mine.id = b.persona_id
    join members.personas theirs on theirs.member_id = b.member_id and theirs.space = mine.space
   where mine.member_id = members.asker()
$$;

-- Whether the people behind two personas keep apart, wherever the block was made. For the house alone, and only where a no looks like silence.
create function members.apart(one uuid, other uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select members.is_house() and exists (
    select from members.personas a, members.personas b, members.blocks k, members.personas blocked
     where a.id = one and b.id = other and blocked.id = k.persona_id
       and (k.member_id = a.member_id and blocked.member_id = b.member_id or k.member_id = b.member_id and blocked.member_id = a.member_id)) $$;

-- Whether the page of a persona may be opened: in the forum the old setting, elsewhere what was chosen there, so that closing one does not close another.
create or replace function members.is_open(persona uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select case when p.space = 'forum' then coalesce((select s.seen_by from members.settings s where s.member_id = p.member_id), 'members') <> 'nobody'
              else coalesce((select l.page from members.ladders l where l.persona_id = p.id), 'members') <> 'nobody' end
    from members.personas p where p.id = persona
$$;

-- The area of a space, when at least so many people wear a name there.
create function members.area_of(wanted uuid, enough int) returns text
language sql stable security definer set search_path = '' as $$
  select a.area from members.areas a
   where a.space_id = wanted
     and (select count(*) from (select from members.personas p where p.space = wanted::text and p.retired_at is null limit greatest(enough, 2)) few) >= greatest(enough, 2) $$;

-- What the forum is shown of where somebody belongs, by their own choice: the area if enough people do, and whether they have met people from there.
create function members.belonging(persona uuid, enough int) returns table (area text, has_met boolean)
language sql stable security definer set search_path = '' as $$
  select members.area_of(l.place, enough), l.level = 'met'
    from members.ladders l
    join members.personas p on p.id = l.persona_id
    join members.personas there on there.member_id = p.member_id and there.space = l.place::text and there.retired_at is null
   where l.persona_id = persona and p.space = 'forum' and l.level in ('local', 'met') and members.area_of(l.place, enough) is not null
  union all
  select null, true from members.ladders l join members.personas p on p.id = l.persona_id
   where l.persona_id = persona and p.space <> 'forum' and l.level = 'met' and p.space = any(members.my_spaces()) $$;

-- What somebody lets the asker see behind one of their names. Words alone, no ids.
create function members.behind_mask(persona uuid) returns table (kind text, words text)
language sql stable security definer set search_path = '' as $$
  select c.kind, c.words
    from members.masks m
    join members.circumstances c on c.id = m.circumstance_id
    join members.personas p on p.id = m.persona_id
   where m.persona_id = persona and p.retired_at is null and p.space = any(members.my_spaces())
     and p.id not in (select members.blocked())
     and (m.shown_to = 'people' or p.member_id = members.asker()
          or exists (select from members.reveals r where (r.seen_id = persona or r.shows_id = persona) and r.until is null and r.seer_id = any(members.my_personas())))
   order by c.kind, c.words $$;

/*
 * Who the asker is in a space, what others there can see of them, and by what
 * names those go who know more: for the line that stands before every post.
 */
create function members.here(wanted text) returns json language sql stable set search_path = '' as $$
  select json_build_object(
           'personaId', p.id, 'space', p.space, 'kind', coalesce(s.kind, 'forum'), 'place', s.code, 'placeName', s.name, 'isClosed', s.closed_at is not null,
           'name', f.name, 'code', f.code, 'seed', f.seed, 'about', f.about, 'level', coalesce(l.level, 'anonymous'), 'offers', coalesce(l.offers, false),
           'page', coalesce(l.page, 'members'), 'shows', l.place,
           'known', array(select k.name from members.reveals r join members.faces k on k.persona_id = r.seer_id
                           where r.seen_id = p.id and r.until is null and r.member_id = p.member_id order by k.name),
           'isKnownElsewhere', exists (select from members.reveals r where r.shows_id = p.id and r.until is null and r.member_id = p.member_id))
    from members.personas p
    join members.faces f on f.persona_id = p.id
    left join members.ladders l on l.persona_id = p.id
    left join members.spaces s on s.id::text = p.space
   where p.member_id = members.asker() and p.space = wanted and p.retired_at is null $$;
