-- Notices of what somebody with a role wrote before they had shown a second factor: told without the role.
update notices.notices n set data = n.data || jsonb_build_object('plain', jsonb_build_array(p.persona_id::text))
  from forum.posts p join forum.threads t on t.id = p.thread_id
 where p.is_plain and t.code = n.subject and p.number = (n.data ->> 'number')::int
   and n.kind in ('reply', 'followed', 'begun.person', 'begun.board') and n.data -> 'who' ? p.persona_id::text;
