-- A role stands beside a name once its holder has shown a second factor. Whoever never has wears none from now on, until they do.
update members.faces f set tag = null from members.personas p
 where p.id = f.persona_id and f.tag is not null
   and not exists (select from members.sessions s where s.member_id = p.member_id and s.factor_at is not null)
   and not exists (select from members.second_factors s where s.member_id = p.member_id and s.confirmed_at is not null)
   and not exists (select from members.passkeys k where k.member_id = p.member_id)
   and not exists (select from members.identities i where i.member_id = p.member_id);
