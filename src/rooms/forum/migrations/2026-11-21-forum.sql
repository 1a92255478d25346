create schema forum;
grant usage on schema forum to alongside_app;

-- Life themes first; the lounge has no illness in it.
create table forum.boards (
  id int generated always as identity primary key,
  code text not null unique,
  place int not null,
  kind text not null default 'theme' check (kind in ('theme', 'lounge', 'local')),
  names jsonb not null,                            -- {"en": …, "nb": …}
  lines jsonb not null,                            -- one line on what it is for
  closed_at timestamptz
);

create table forum.threads (
  id uuid primary key,
  code text not null unique,                       -- for addresses; says nothing
  board_id int not null references forum.boards,
  persona_id uuid references members.personas on delete set null,
  title text not null default '',
  want text not null check (want in ('listen', 'same', 'ideas', 'company', 'facts', 'none')),
  about text[] not null default '{}',
  tags text[] not null default '{}',               -- diagnoses, optional
  language text not null,
  is_newcomer boolean not null default false,      -- the author's first words here
  created_at timestamptz not null default now(),
  last_at timestamptz not null default now(),      -- of the newest post
  last_number int not null default 1,              -- number of the newest post; posts are never renumbered
  answered_at timestamptz,                         -- the first reply from another person
  host_answered_at timestamptz,
  closed_at timestamptz,                           -- no new replies; what is here stays readable
  deleted_at timestamptz,                          -- the first post was taken back: off every list, replies stay readable
  hidden_at timestamptz
);
create index threads_board on forum.threads (board_id, last_at desc, id desc) where deleted_at is null and hidden_at is null;
create index threads_latest on forum.threads (last_at desc, id desc) where deleted_at is null and hidden_at is null;
create index threads_persona on forum.threads (persona_id, created_at desc);
create index threads_unanswered on forum.threads (is_newcomer desc, created_at)
  where answered_at is null and deleted_at is null and hidden_at is null and want <> 'none';

create table forum.posts (
  id uuid primary key,
  thread_id uuid not null references forum.threads on delete cascade,
  number int not null,                             -- 1 opens the thread; a page is a range of numbers
  persona_id uuid references members.personas on delete set null,
  to_number int,                                   -- the reply this one speaks to
  body text not null,
  html text not null,                              -- rendered once, when written
  about text[] not null default '{}',
  language text not null,
  once text,                                       -- the form's own key: sent twice is written once
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  deleted_at timestamptz,
  hidden_at timestamptz,
  helped_at timestamptz,                           -- the asker said: this helped me
  search tsvector not null,
  unique (thread_id, number)
);
create unique index posts_once on forum.posts (persona_id, once) where once is not null;
create index posts_persona on forum.posts (persona_id, created_at desc);
create index posts_search on forum.posts using gin (search) with (fastupdate = off);
create index posts_latest on forum.posts (created_at desc, id desc);
create index posts_helped on forum.posts (helped_at desc, id desc) where helped_at is not null;
create index posts_taken_back on forum.posts (deleted_at) where deleted_at is not null and body <> '';

create table forum.reactions (
  post_id uuid not null references forum.posts on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  kind text not null check (kind in ('metoo', 'thanks', 'mind', 'helped', 'hear')),
  made_at timestamptz not null default now(),
  primary key (post_id, persona_id, kind)
);
create index reactions_persona on forum.reactions (persona_id);
-- Only who gave it and the author of the post may know of a reaction.
alter table forum.reactions enable row level security;
create function forum.my_personas() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select id from members.personas where member_id = members.asker()) $$;
create policy mine on forum.reactions using (persona_id = any((select forum.my_personas())::uuid[]) or (select members.is_house()));
create policy to_me on forum.reactions for select using (exists (
  select from forum.posts p where p.id = post_id and p.persona_id = any((select forum.my_personas())::uuid[])));

create table forum.drafts (
  member_id uuid not null references members.members on delete cascade,
  place text not null,                             -- 'new', 'reply:<thread code>', 'edit:<post id>'
  fields jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (member_id, place)
);
alter table forum.drafts enable row level security;
create policy own on forum.drafts using (member_id = (select members.asker()) or (select members.is_house()));

create table forum.readings (
  member_id uuid not null references members.members on delete cascade,
  thread_id uuid not null references forum.threads on delete cascade,
  number int not null,                             -- read up to here
  at timestamptz not null default now(),
  primary key (member_id, thread_id)
);
alter table forum.readings enable row level security;
create policy own on forum.readings using (member_id = (select members.asker()) or (select members.is_house()));

create table forum.follows (
  member_id uuid not null references members.members on delete cascade,
  kind text not null check (kind in ('thread', 'board', 'person')),
  subject text not null,                           -- thread id, board id, persona id
  made_at timestamptz not null default now(),
  primary key (member_id, kind, subject)
);
create index follows_subject on forum.follows (kind, subject);
alter table forum.follows enable row level security;
create policy own on forum.follows using (member_id = (select members.asker()) or (select members.is_house()));

create table forum.mutes (
  member_id uuid not null references members.members on delete cascade,
  kind text not null check (kind in ('word', 'board', 'person')),
  subject text not null,
  made_at timestamptz not null default now(),
  primary key (member_id, kind, subject)
);
alter table forum.mutes enable row level security;
create policy own on forum.mutes using (member_id = (select members.asker()) or (select members.is_house()));

-- Which about-lines open folded. No row: the gentle defaults.
create table forum.folds (
  member_id uuid primary key references members.members on delete cascade,
  about text[] not null
);
alter table forum.folds enable row level security;
create policy own on forum.folds using (member_id = (select members.asker()) or (select members.is_house()));

create table forum.saves (
  member_id uuid not null references members.members on delete cascade,
  post_id uuid not null references forum.posts on delete cascade,
  made_at timestamptz not null default now(),
  primary key (member_id, post_id)
);
create index saves_post on forum.saves (post_id);
alter table forum.saves enable row level security;
create policy own on forum.saves using (member_id = (select members.asker()) or (select members.is_house()));

-- Threads whose author agreed that visitors may read them on the look-round page, and whether a steward shows them.
create table forum.samples (
  thread_id uuid primary key references forum.threads on delete cascade,
  consented_at timestamptz not null default now(),
  chosen_at timestamptz,
  chosen_by uuid references members.members on delete set null
);

-- Muted words as one pattern: a word that begins with one of them, whatever it ends in. Null when there are none.
create function forum.word_pattern(words text[]) returns text language sql immutable parallel safe as $$
  select '\m(?:' || string_agg(regexp_replace(word, '([^[:alnum:][:space:]])', '\\\1', 'g'), '|') || ')'
    from unnest(words) word where word ~ '^\w' $$;

-- The words the asker muted, as such a pattern.
create function forum.muted_words() returns text language sql stable as $$
  select forum.word_pattern(array_agg(subject)) from forum.mutes where member_id = members.asker() and kind = 'word' $$;

/*
 * A thread as a list shows it to the asker: what was taken back or hidden, whoever
 * is blocked, muted people and muted words are not in it. Row-level security is
 * the asker's own (security_invoker), so nobody's mutes or marks show to another.
 */
create view forum.listed with (security_invoker = true) as
select t.id, t.code, t.board_id, b.code as board, b.kind as board_kind, b.names as board_names, t.persona_id,
       f.name, f.code as face, f.seed, f.tag, t.title, left(p.body, 140) as beginning, t.want, t.about, t.tags, t.language,
       t.created_at, t.last_at, (extract(epoch from t.last_at) * 1000000)::bigint as last_key,
       t.answered_at, t.last_number > 1 as has_replies, r.number as read_number, r.number < t.last_number as has_new
  from forum.threads t
  join forum.boards b on b.id = t.board_id
  join forum.posts p on p.thread_id = t.id and p.number = 1
  left join members.faces f on f.persona_id = t.persona_id
  left join forum.readings r on r.member_id = (select members.asker()) and r.thread_id = t.id
 where t.deleted_at is null and t.hidden_at is null and p.deleted_at is null
   and coalesce(t.persona_id not in (select members.blocked()), true)
   and coalesce(t.persona_id::text not in (select subject from forum.mutes where member_id = (select members.asker()) and kind = 'person'), true)
   and coalesce((t.title || ' ' || p.body) !~* (select forum.word_pattern(array_agg(subject)) from forum.mutes where member_id = (select members.asker()) and kind = 'word'), true);

grant select, insert, update, delete on all tables in schema forum to alongside_app;
revoke insert, update, delete on forum.boards from alongside_app;
grant insert, update on forum.boards to alongside_app;
grant usage on all sequences in schema forum to alongside_app;

insert into forum.boards (code, place, kind, names, lines) values
  ('new', 1, 'theme', '{"en":"Newly diagnosed","nb":"Nylig fått diagnose"}', '{"en":"The first weeks, the first questions.","nb":"De første ukene, de første spørsmålene."}'),
  ('rest', 2, 'theme', '{"en":"Sleep and rest","nb":"Søvn og hvile"}', '{"en":"Nights, naps and being tired to the bone.","nb":"Netter, hvilestunder og å være trøtt helt inn i margen."}'),
  ('pain', 3, 'theme', '{"en":"Pain and flare-ups","nb":"Smerter og oppbluss"}', '{"en":"When the body makes itself heard.","nb":"Når kroppen sier fra."}'),
  ('mood', 4, 'theme', '{"en":"Low days and worry","nb":"Tunge dager og uro"}', '{"en":"When the mind is heavy or will not stop.","nb":"Når tankene er tunge eller ikke vil stoppe."}'),
  ('care', 5, 'theme', '{"en":"Appointments and treatment","nb":"Timer og behandling"}', '{"en":"Waiting rooms, medicines, and getting heard.","nb":"Venterom, medisiner og å bli hørt."}'),
  ('work', 6, 'theme', '{"en":"Work, study and money","nb":"Jobb, studier og penger"}', '{"en":"Getting by, getting back, or letting go.","nb":"Å klare seg, komme tilbake eller gi slipp."}'),
  ('people', 7, 'theme', '{"en":"Family, friends and love","nb":"Familie, venner og kjærlighet"}', '{"en":"Those near us, and those we miss.","nb":"De som er nær oss, og de vi savner."}'),
  ('everyday', 8, 'theme', '{"en":"Eating, moving, everyday things","nb":"Mat, bevegelse og hverdag"}', '{"en":"Small ways that make a day work.","nb":"Små grep som får dagen til å gå."}'),
  ('meaning', 9, 'theme', '{"en":"Faith, meaning and who I am now","nb":"Tro, mening og hvem jeg er nå"}', '{"en":"The large questions, with or without answers.","nb":"De store spørsmålene, med eller uten svar."}'),
  ('good', 10, 'theme', '{"en":"Small good things","nb":"Små gode ting"}', '{"en":"What helped, what made you laugh.","nb":"Det som hjalp, det som fikk deg til å le."}'),
  ('lounge', 11, 'lounge', '{"en":"The lounge: anything but health","nb":"Stua: alt annet enn helse"}', '{"en":"Cats, bread, football, telly. No illness here.","nb":"Katter, brød, fotball, TV. Ingen sykdom her."}');
