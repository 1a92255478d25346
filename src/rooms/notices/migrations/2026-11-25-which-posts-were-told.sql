-- Of a thread that is followed, which posts were told that day, one by one: until now only the last of them was kept. What nobody sees yet has not been told.
update notices.notices n
   set data = (n.data - 'last') || jsonb_build_object('told', coalesce((
         select jsonb_agg(number) from generate_series((n.data ->> 'number')::int, (n.data ->> 'last')::int) number
          where not exists (
            select from forum.kept_back k join forum.posts p on p.id = k.post_id join forum.threads t on t.id = p.thread_id
             where t.code = n.subject and p.number = number.number)), '[]'))
 where n.kind = 'followed' and n.data ? 'last';
