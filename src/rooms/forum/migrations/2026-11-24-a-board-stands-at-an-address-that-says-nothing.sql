/*
 * The code of a theme says what it is about, and stood in the history of whoever
 * read there. A board stands at an address that says nothing, made here: five
 * signs without a vowel, so that none of them is a word, or a code of ours. The
 * code of a local group is such a one already. [ACC-2]
 */
create function forum.make_address() returns text language sql volatile set search_path = '' as $$
  select string_agg(substr('23456789bcdfghjkmnpqrstvwxyz', 1 + floor(random() * 28)::int, 1), '') from generate_series(1, 5) $$;

alter table forum.boards add column address text not null default forum.make_address();
update forum.boards set address = code where space <> 'forum';
alter table forum.boards add constraint boards_address unique (address);
