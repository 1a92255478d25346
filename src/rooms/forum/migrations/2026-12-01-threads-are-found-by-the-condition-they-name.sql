/*
 * Which threads of the forum name a condition, in the order of their newest
 * words: a page of them costs the same however many threads there are. An index
 * over the tags themselves knows no order. It follows the threads by itself, and
 * holds nothing that is on no list: no local group, nothing taken back or hidden.
 * Nobody's things are in it but what a thread says to everybody. [PEER-4, PEER-5]
 */
create table forum.tagged (
  thread_id uuid not null references forum.threads on delete cascade,
  tag text not null,
  last_at timestamptz not null,
  primary key (thread_id, tag)
);
create index tagged_latest on forum.tagged (tag, last_at desc, thread_id desc);
grant select, insert, update, delete on forum.tagged to alongside_app;

insert into forum.tagged (thread_id, tag, last_at)
select distinct t.id, tag, t.last_at from forum.threads t cross join unnest(t.tags) tag
 where t.space = 'forum' and t.deleted_at is null and t.hidden_at is null;

create function forum.keep_tagged() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if new.tags = old.tags and (new.deleted_at is null) = (old.deleted_at is null) and (new.hidden_at is null) = (old.hidden_at is null) then
      update forum.tagged set last_at = new.last_at where thread_id = new.id and last_at <> new.last_at;
      return null;
    end if;
    delete from forum.tagged where thread_id = new.id;
  end if;
  insert into forum.tagged (thread_id, tag, last_at)
  select distinct new.id, tag, new.last_at from unnest(new.tags) tag where new.deleted_at is null and new.hidden_at is null;
  return null;
end $$;
-- A thread that names nothing pays nothing for it.
create trigger tagged_begun after insert on forum.threads for each row
  when (new.space = 'forum' and new.tags <> '{}') execute function forum.keep_tagged();
create trigger tagged_changed after update of tags, last_at, deleted_at, hidden_at on forum.threads for each row
  when (new.space = 'forum' and (new.tags <> '{}' or old.tags <> '{}')) execute function forum.keep_tagged();

-- A condition is followed as a theme is. [PEER-23]
alter table forum.follows drop constraint follows_kind_check;
alter table forum.follows add constraint follows_kind_check check (kind in ('thread', 'board', 'person', 'tag'));
