-- Threads of the forum with a title that ask for no reply, in the order they were written: a page of their list costs the same however many there are. [PEER-22]
create index threads_written on forum.threads (created_at desc, id desc)
 where want = 'none' and title <> '' and space = 'forum' and deleted_at is null and hidden_at is null;
