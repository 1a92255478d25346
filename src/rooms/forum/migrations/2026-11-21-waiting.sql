-- Words written while nobody was here, in a place that shows them to others when somebody is. Until then they are
-- hidden (hidden_at) and their author sees them; a row here says that this is why, and that it ends by itself.
create table forum.waiting (
  post_id uuid primary key references forum.posts on delete cascade,
  since timestamptz not null default clock_timestamp()
);
create index waiting_since on forum.waiting (since, post_id);
grant select, insert, update, delete on forum.waiting to alongside_app;
