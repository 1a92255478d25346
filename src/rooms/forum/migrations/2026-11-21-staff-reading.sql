-- Nothing stays unseen: when somebody from the desk first read a post that is not their own.
alter table forum.posts add column seen_at timestamptz;
-- A moderator folded it: it opens closed for everybody, until they open it or it is unfolded.
alter table forum.posts add column folded_at timestamptz;
update forum.posts p
   set seen_at = r.at
  from (select g.thread_id, g.number, min(g.at) as at
          from forum.readings g join members.roles o on o.member_id = g.member_id and o.ended_at is null
         group by g.thread_id, g.number) r
 where r.thread_id = p.thread_id and p.number <= r.number;
create index posts_unseen on forum.posts (created_at, id) where seen_at is null and deleted_at is null;

-- Kept from others until a moderator has looked, because of what it says. Its author sees it, and why.
create table forum.held (
  post_id uuid primary key references forum.posts on delete cascade,
  why text not null check (why in ('method')),
  at timestamptz not null default now()
);
grant select, insert, update, delete on forum.held to alongside_app;
