/*
 * What is written in a space belongs to it, and the database holds that:
 * a persona cannot write in a space that is not its own, and nobody reads in
 * a space in which they have no name. A closed thread admits a few people of
 * its space; for everybody else it is not there.
 */
alter table forum.boards add column space text not null default 'forum';
alter table forum.boards add constraint boards_of_space unique (id, space);
create unique index boards_one_a_space on forum.boards (space) where space <> 'forum';

alter table forum.threads add column space text not null default 'forum';
alter table forum.threads add column audience uuid;              -- a closed thread's own id; null: everybody in the space
alter table forum.threads add constraint threads_of_space unique (id, space);
alter table forum.threads add constraint threads_audience check (audience is null or audience = id and space <> 'forum');
alter table forum.threads drop constraint threads_board_id_fkey;
alter table forum.threads add constraint threads_board_fkey foreign key (board_id, space) references forum.boards (id, space);
alter table forum.threads drop constraint threads_persona_id_fkey;
alter table forum.threads add constraint threads_persona_fkey foreign key (persona_id, space) references members.personas (id, space) on delete set null (persona_id);

alter table forum.posts add column space text not null default 'forum';
alter table forum.posts add column audience uuid;
alter table forum.posts drop constraint posts_thread_id_fkey;
alter table forum.posts add constraint posts_thread_fkey foreign key (thread_id, space) references forum.threads (id, space) on delete cascade;
alter table forum.posts drop constraint posts_persona_id_fkey;
alter table forum.posts add constraint posts_persona_fkey foreign key (persona_id, space) references members.personas (id, space) on delete set null (persona_id);
create index posts_space on forum.posts (space, created_at desc, id desc) where space <> 'forum';

-- Whom the author of a closed thread let in. It holds while both still share their names.
create table forum.admissions (
  thread_id uuid not null references forum.threads on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  on_day date not null default current_date,
  primary key (thread_id, persona_id)
);
create index admissions_persona on forum.admissions (persona_id);

-- The closed threads the asker began, or is let into by somebody who shares names with them to this day.
create function forum.my_audiences() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(
    select t.audience from forum.threads t where t.audience is not null and t.persona_id = any(members.my_personas())
    union
    select a.thread_id
      from forum.admissions a
      join forum.threads t on t.id = a.thread_id
      join members.reveals r on r.seer_id = a.persona_id and r.seen_id = t.persona_id and r.until is null
     where a.persona_id = any(members.my_personas())) $$;

alter table forum.admissions enable row level security;
create policy admitted on forum.admissions for select using (thread_id = any((select forum.my_audiences())::uuid[]) or (select members.is_house()));
create policy given on forum.admissions for insert with check (thread_id = any((select forum.my_audiences())::uuid[]) or (select members.is_house()));

alter table forum.boards enable row level security;
create policy seen on forum.boards using (space = 'forum' or space = any((select members.my_spaces())::text[]) or (select members.is_house()));

alter table forum.threads enable row level security;
create policy seen on forum.threads using (
  space = 'forum'
  or space = any((select members.my_spaces())::text[]) and (audience is null or audience = any((select forum.my_audiences())::uuid[]))
  or persona_id = any((select members.my_personas())::uuid[])
  or (select members.is_house()));

alter table forum.posts enable row level security;
create policy seen on forum.posts using (
  space = 'forum'
  or space = any((select members.my_spaces())::text[]) and (audience is null or audience = any((select forum.my_audiences())::uuid[]))
  or persona_id = any((select members.my_personas())::uuid[])
  or (select members.is_house()));

-- A reaction is given by who one is in the space of the post.
create policy in_its_space on forum.reactions as restrictive for insert with check (
  (select members.is_house())
  or exists (select from forum.posts p join members.personas q on q.space = p.space where p.id = reactions.post_id and q.id = reactions.persona_id));

grant select, insert on forum.admissions to alongside_app;

/*
 * Posts of the forum with these words in these stretches of time. It steps
 * around row-level security, whose conditions would be asked before the index
 * over words, and therefore says itself what is left out: every other space.
 */
create function forum.hits(stretches int[], words tsquery, most int)
returns table (id uuid, created_at timestamptz, language text, thread_id uuid, persona_id uuid)
language sql stable security definer set search_path = '' as $$
  select p.id, p.created_at, p.language, p.thread_id, p.persona_id from forum.posts p
   where forum.spans(p.created_at) && stretches and p.search @@ words and p.space = 'forum'
   limit most $$;
