/*
 * Who reacted is seen by the author as it was gathered, once a day, and not
 * press by press: nobody has to look again to see whether somebody else has.
 */
create function forum.reacted_to(post uuid, unseen uuid[], gathered timestamptz) returns json language sql stable as $$
  select json_object_agg(kind, names)
    from (select r.kind, (array_agg(f.name order by r.made_at))[1:4] as names
            from forum.reactions r join members.faces f on f.persona_id = r.persona_id
           where r.post_id = post and r.made_at <= gathered and r.persona_id <> all(unseen) group by r.kind) g $$;
drop function forum.reacted_to(uuid, uuid[]);
