-- Whether a link still counts: made by a steward who is one ever since, or by a lead of that organisation who has not left. Whose maker is not known any more is nobody's.
create function care.is_vouched(link care.invitations) returns boolean language sql stable set search_path = '' as $$
  select exists (select from members.roles r where r.member_id = link.made_by and r.role = 'steward' and r.ended_at is null and r.given_at <= link.made_at)
      or exists (select from care.providers p where p.account_id = link.made_by and p.organisation_id = link.organisation_id and p.left_at is null and p.lead_since <= link.made_at) $$;
