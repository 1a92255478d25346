/*
 * Whether other members may open the page of a persona. Who keeps it closed
 * is known only to its owner, so the question is answered here, and with
 * nothing but yes or no.
 */
create function members.is_open(persona uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((select s.seen_by from members.settings s where s.member_id = p.member_id), 'members') <> 'nobody'
    from members.personas p where p.id = persona
$$;

-- Who has a role here, in words: few, and asked for when somebody looks for what hosts wrote.
create index faces_tagged on members.faces (persona_id) where tag is not null;
