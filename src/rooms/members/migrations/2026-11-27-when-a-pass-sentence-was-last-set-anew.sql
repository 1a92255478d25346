-- When a pass-sentence was set anew: what was made under an old one may end with it. Nothing where it never was. `changed_at` says
-- more than that: a new name is a change, too. Whoever works with members has no name in the forum, so theirs is known for before.
alter table members.keys add column pass_set_at timestamptz;
update members.keys k set pass_set_at = k.changed_at
  from members.work_accounts w, members.members m
 where w.member_id = k.member_id and m.id = k.member_id and k.changed_at > m.joined_at;
