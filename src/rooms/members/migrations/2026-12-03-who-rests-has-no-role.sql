-- Whose account rests has no role: as when a steward ends it, for those who rest already, and for those of whom a restore learns that they do.
create function members.end_roles_of_who_rests() returns void language plpgsql set search_path = '' as $$
declare ended record;
begin
  for ended in update members.roles r set ended_at = now() from members.rests s where s.member_id = r.member_id and r.ended_at is null returning r.member_id, r.role loop
    perform platform.announce('members.role.ended', jsonb_build_object('memberId', ended.member_id, 'role', ended.role));
  end loop;
  update members.faces f set tag = null from members.personas p join members.rests s on s.member_id = p.member_id where p.id = f.persona_id and f.tag is not null;
end $$;
revoke execute on function members.end_roles_of_who_rests() from public;
select members.end_roles_of_who_rests();
