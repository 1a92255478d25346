-- Whether a link still counts: made from the machine itself, or by a steward who is one ever since. For the house, which alone reads who made it.
create function members.is_vouched(link members.invitations) returns boolean language sql stable set search_path = '' as $$
  select link.made_by is null
      or exists (select from members.roles r where r.member_id = link.made_by and r.role = 'steward' and r.ended_at is null and r.given_at <= link.made_at) $$;
