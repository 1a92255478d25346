-- Whether a case may be this moderator's, now also: not about somebody with whom they share names, in either direction.
create or replace function safety.may_hold(moderator uuid, of_case uuid, persona uuid) returns boolean language sql stable as $$
  select not exists (select from safety.apart a where a.case_id = of_case and a.member_id = moderator)
     and not exists (
       select from members.personas theirs
        where theirs.id = persona
          and (theirs.member_id = moderator
               or exists (select from members.personas p join safety.known k on k.persona_id = p.id
                           where p.member_id = theirs.member_id and k.member_id = moderator)
               or exists (select from members.reveals r join members.personas seer on seer.id = r.seer_id
                           where r.until is null
                             and (seer.member_id = moderator and r.member_id = theirs.member_id
                                  or seer.member_id = theirs.member_id and r.member_id = moderator)))) $$;

-- What moderators call each other: the name they moderate under, else the one they write under in the forum.
create or replace function safety.called(moderator uuid) returns text language sql stable as $$
  select f.name from members.personas p join members.faces f on f.persona_id = p.id
   where p.member_id = moderator and p.space in ('moderation', 'forum') and p.retired_at is null
   order by p.space = 'moderation' desc limit 1 $$;
