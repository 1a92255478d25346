-- A café has a board that holds closed threads and nothing else: two who shared names there have somewhere to go on. [ID-10]
alter table forum.boards add column is_for_few boolean not null default false;
insert into forum.boards (code, place, kind, space, names, lines, is_for_few, closed_at)
select s.code, 1000, 'local', s.id::text, jsonb_build_object('en', s.name, 'nb', s.name), '{"en":"","nb":""}', true, s.closed_at
  from members.spaces s where s.kind = 'cafe' and not exists (select from forum.boards b where b.space = s.id::text);
