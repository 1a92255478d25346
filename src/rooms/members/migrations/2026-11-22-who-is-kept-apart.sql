/*
 * A block is between two people in one space, not between one of them and a
 * name: who leaves the space and comes back is the same person. What somebody
 * pressed (a block: the name they knew, and where) and who stands behind that
 * name (a fence) are two tables. The house alone reads the second; it goes
 * with its block, and with either of the two people.
 */
alter table members.blocks drop constraint blocks_pkey;
alter table members.blocks add column id uuid primary key default gen_random_uuid();
alter table members.blocks add column press uuid not null default gen_random_uuid();  -- one press may hold in several spaces; they end together
alter table members.blocks add column space text;
alter table members.blocks add column name text not null default '';                  -- as it was known; gone when that name goes
alter table members.blocks alter column persona_id drop not null;
alter table members.blocks drop constraint blocks_persona_id_fkey;
alter table members.blocks add constraint blocks_persona_id_fkey foreign key (persona_id) references members.personas on delete set null;
alter table members.blocks add constraint blocks_once unique (member_id, persona_id);
revoke update on members.blocks from alongside_app;

create table members.fences (
  block_id uuid primary key references members.blocks on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  other_id uuid not null references members.members on delete cascade,
  space text not null
);
create index fences_member on members.fences (member_id, space);
create index fences_other on members.fences (other_id, space);
create index fences_space on members.fences (space);
alter table members.fences enable row level security;
create policy house on members.fences using ((select members.is_house()));
grant select on members.fences to alongside_app;

-- One press wrote its rows in one moment.
update members.blocks b set press = one.press, space = p.space, name = coalesce((select f.name from members.faces f where f.persona_id = b.persona_id), '')
  from members.personas p, (select member_id, made_at, gen_random_uuid() as press from members.blocks group by member_id, made_at) one
 where p.id = b.persona_id and one.member_id = b.member_id and one.made_at = b.made_at;
alter table members.blocks alter column space set not null;
insert into members.fences (block_id, member_id, other_id, space)
select b.id, b.member_id, p.member_id, b.space from members.blocks b join members.personas p on p.id = b.persona_id;

-- Whoever writes a block says which name. Where that is, what it is called and whose it is, the database knows.
create function members.write_block() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  select p.space, coalesce(f.name, '') into new.space, new.name
    from members.personas p left join members.faces f on f.persona_id = p.id where p.id = new.persona_id;
  return new;
end $$;
create trigger written before insert on members.blocks for each row execute function members.write_block();

create function members.fence_block() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into members.fences (block_id, member_id, other_id, space)
  select new.id, new.member_id, p.member_id, p.space from members.personas p where p.id = new.persona_id;
  return null;
end $$;
create trigger fenced after insert on members.blocks for each row execute function members.fence_block();

create function members.forget_blocked_name() returns trigger language plpgsql set search_path = '' as $$
begin
  new.name := '';
  return new;
end $$;
create trigger forgotten before update on members.blocks for each row when (new.persona_id is null) execute function members.forget_blocked_name();

-- As before: every persona that the asker does not see, and that does not see the asker, within the space of a block.
create or replace function members.blocked() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select theirs.id
    from (select f.other_id as member_id, f.space from members.fences f where f.member_id = members.asker()
          union
          select f.member_id, f.space from members.fences f where f.other_id = members.asker()) away
    join members.personas theirs on theirs.member_id = away.member_id and theirs.space = away.space
$$;

-- As before: whether the people behind two personas keep apart, wherever the block was made. For the house alone, and only where a no looks like silence.
create or replace function members.apart(one uuid, other uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select members.is_house() and exists (
    select from members.personas a, members.personas b, members.fences f
     where a.id = one and b.id = other
       and (f.member_id = a.member_id and f.other_id = b.member_id or f.member_id = b.member_id and f.other_id = a.member_id)) $$;
