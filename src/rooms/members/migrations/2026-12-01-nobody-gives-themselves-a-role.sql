-- Nobody gives themselves a role. A steward could, by a link of their own: by a lead's role of that kind two people's care for the vault was one person's.
-- Such roles end here, all of them: they were nobody's to give, and another steward can give them anew in a moment, with their own name under it.
-- One stays: the role of a steward without whom there would be none. It is as if it came from the machine itself.
do $$
declare own record;
begin
  update members.roles r set given_by = null
   where r.role = 'steward' and r.given_by = r.member_id and r.ended_at is null
     and not exists (select from members.roles o where o.role = 'steward' and o.ended_at is null and o.given_by is distinct from o.member_id);
  for own in update members.roles r set ended_at = now() where r.given_by = r.member_id and r.ended_at is null returning r.member_id, r.role loop
    perform platform.announce('members.role.ended', jsonb_build_object('memberId', own.member_id, 'role', own.role));
    -- The stewards hear that it was so; whose it was is in the table.
    insert into platform.alarms (what, data) select 'role.own', '{}' where not exists (select from platform.alarms where what = 'role.own' and seen_at is null);
    update members.faces f
       set tag = (select r.role from members.roles r where r.member_id = own.member_id and r.ended_at is null and r.role in ('steward', 'moderator', 'host')
                   order by array_position(array['steward', 'moderator', 'host'], r.role) limit 1)
      from members.personas p where p.id = f.persona_id and p.member_id = own.member_id and p.space = 'forum' and f.tag is not null;
  end loop;
end $$;
-- What is over stays as it was. No link or form has to remember it any more: a row that says otherwise is not taken.
alter table members.roles add constraint roles_given_by_another check (given_by is distinct from member_id or ended_at is not null);
