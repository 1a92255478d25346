/*
 * Whether a name stands in the list of people of its place. One that was put
 * away goes from it, after one to four weeks, each name after a time of its
 * own: gone at once, it would go as the new one comes, and whoever keeps the
 * list would know that both are one person. Those put away long ago are gone
 * now. What was written under it, its page, and what a moderator looks at,
 * stay as they are. [ID-3, ID-6]
 */
create function members.is_listed(persona uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select p.retired_at is null or p.retired_at > now() - make_interval(hours => (168 + (hashtextextended(p.id::text, 21) & 65535) % 504)::int)
    from members.personas p where p.id = persona $$;
