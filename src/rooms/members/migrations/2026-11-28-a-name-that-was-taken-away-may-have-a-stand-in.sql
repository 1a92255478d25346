/*
 * Whoever takes their name away from a place goes from it at once, and stays a
 * member. What still waits for a person about that name is about them all the
 * same: there a stand-in takes its place. It is a persona of the same member in
 * no space. Nobody wears it, and no other member sees it; those who look after
 * the place read the name it stands for, which nobody else can be called. It
 * goes when nothing waits any more, and with its member.
 */
alter table members.personas add column stands_for uuid unique;  -- the name that was taken away, of which there is nothing else
alter table members.personas add constraint personas_stand_in check ((space = 'left') = (stands_for is not null) and (stands_for is null or retired_at is not null));

-- The stand-in of a name that is just going, made when it is first asked for. There is none for whoever leaves for good, for the names everybody wears in the forum and at the desk, and for a stand-in.
create function members.stand_in(gone uuid) returns uuid language plpgsql security definer set search_path = '' as $$
declare
  whose uuid;
  stand uuid;
begin
  select p.member_id into whose from members.personas p join members.members m on m.id = p.member_id
   where p.id = gone and p.space not in ('forum', 'moderation', 'left');
  if whose is null then return null; end if;
  select p.id into stand from members.personas p where p.stands_for = gone;
  if stand is not null then return stand; end if;
  stand := gen_random_uuid();
  insert into members.personas (id, member_id, space, retired_at, stands_for) values (stand, whose, 'left', now(), gone);
  -- Its address leads nowhere any more.
  update members.faces set persona_id = stand, space = 'left', code = replace(gen_random_uuid()::text, '-', ''), about = '', tag = null where persona_id = gone;
  return stand;
end $$;
revoke execute on function members.stand_in(uuid) from public;
