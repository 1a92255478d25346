create schema messages;
grant usage on schema messages to alongside_app;

-- A conversation of a member with one provider, by a tie. Its own key seals every word; the key lies locked under the operator's.
create table messages.conversations (
  id uuid primary key,
  tie_id uuid not null,
  member_id uuid not null references members.members on delete cascade,
  provider_id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('care', 'feedback')),  -- about care, or about the service: never both in one
  lock text not null,
  locked text not null,
  sealed_subject text not null,
  team_at timestamptz,                             -- since when the member lets colleagues of the provider read and answer
  begun_at timestamptz not null default now(),
  last_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),      -- by the member
  once text not null,
  unique (member_id, once)
);
create index conversations_tie on messages.conversations (tie_id);
create index conversations_member on messages.conversations (member_id, last_at desc);
create index conversations_team on messages.conversations (organisation_id) where team_at is not null;
create index conversations_lock on messages.conversations (lock);

-- One message. Nobody changes its words: the app has no right to. A correction is a message that says which one it puts right.
create table messages.messages (
  id uuid primary key,
  conversation_id uuid not null references messages.conversations on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  by text not null check (by in ('member', 'provider')),
  provider_id uuid,                                -- who wrote it, when it was not the member
  corrects_id uuid references messages.messages on delete cascade,
  sealed text not null,
  once text not null,
  sent_at timestamptz not null default clock_timestamp(),
  delivered_at timestamptz,                        -- when it stood in an inbox that was looked at
  due_at timestamptz,                              -- of a member's message: the end of the last working day that was promised
  step text not null default 'own' check (step in ('own', 'cover', 'lead', 'nobody')),  -- with whom it is now
  answered_at timestamptz,
  check ((by = 'provider') = (provider_id is not null)),
  unique (conversation_id, by, once)
);
create index messages_conversation on messages.messages (conversation_id, sent_at, id);
create index messages_member on messages.messages (member_id);
create index messages_corrects on messages.messages (corrects_id) where corrects_id is not null;
create index messages_waiting on messages.messages (due_at) where by = 'member' and answered_at is null;

-- A picture, drawn anew and sealed. For the two alone: no cover, no lead, no team.
create table messages.pictures (
  id uuid primary key,
  message_id uuid not null references messages.messages on delete cascade,
  conversation_id uuid not null references messages.conversations on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  sealed bytea not null,
  width int not null,
  height int not null
);
create index pictures_message on messages.pictures (message_id);
create index pictures_conversation on messages.pictures (conversation_id);
create index pictures_member on messages.pictures (member_id);

-- Who opened a conversation, and when first after something new. The member reads it.
create table messages.openings (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references messages.conversations on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  provider_id uuid not null,
  opened_at timestamptz not null default clock_timestamp()
);
create index openings_conversation on messages.openings (conversation_id, provider_id, opened_at);
create index openings_member on messages.openings (member_id);

-- To whom it went on, because nobody had answered, somebody was away, or somebody left. The member reads it.
create table messages.climbs (
  id uuid primary key,
  conversation_id uuid not null references messages.conversations on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  to_id uuid,                                      -- nobody: there was none left to ask, and the stewards were told
  step text not null check (step in ('cover', 'lead', 'nobody')),
  why text not null check (why in ('overdue', 'away', 'left')),
  at timestamptz not null default clock_timestamp(),
  ends_at timestamptz                              -- they may read until then
);
create index climbs_conversation on messages.climbs (conversation_id, at);
create index climbs_member on messages.climbs (member_id);
create index climbs_to on messages.climbs (to_id) where ends_at is null;

/*
 * Which conversations the asking provider may read: their own ties, as long as
 * they last; where they cover or lead, as long as that lasts; those of a team a
 * member agreed to; and those of somebody who left and passed them on. Asked
 * once a statement.
 */
create function messages.mine() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select c.id from care.ties t join messages.conversations c on c.tie_id = t.id where t.provider_id = care.me() and t.ended_at is null
  union
  select c.id from messages.climbs k join messages.conversations c on c.id = k.conversation_id join care.ties t on t.id = c.tie_id
   where k.to_id = care.me() and (k.ends_at is null or k.ends_at > now()) and (t.ended_at is null or t.ended_by = 'left')
  union
  select c.id from messages.conversations c join care.ties t on t.id = c.tie_id
   where c.team_at is not null and c.kind = 'care' and c.organisation_id = care.my_organisation() and t.ended_at is null
  union
  select c.id from care.ties t join messages.conversations c on c.tie_id = t.id where t.passed_to = care.me() and t.ended_by = 'left'
$$;

/*
 * Whether something may still be written by a tie. Holds the tie while the
 * writing goes on: whoever ends it in that moment waits for us, or we see that
 * it has ended. A member writes by a tie in force; whoever took over from
 * somebody who left may answer.
 */
create function messages.hold_tie(tie uuid, is_answer boolean) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform 1 from care.ties t where t.id = tie and (t.ended_at is null or (is_answer and t.ended_by = 'left')) for share;
  return found;
end $$;

alter table messages.conversations enable row level security;
create policy own on messages.conversations using (member_id = (select members.asker()) or (select members.is_house()));
create policy theirs on messages.conversations for select using (id in (select messages.mine()));
create policy theirs_to_answer on messages.conversations for update using (id in (select messages.mine()));

alter table messages.messages enable row level security;
create policy own on messages.messages using (member_id = (select members.asker()) or (select members.is_house()))
  with check ((member_id = (select members.asker()) and by = 'member') or (select members.is_house()));
create policy theirs on messages.messages for select using (conversation_id in (select messages.mine()));
create policy theirs_to_write on messages.messages for insert with check (by = 'provider' and provider_id = (select care.me()) and conversation_id in (select messages.mine()));
create policy theirs_to_mark on messages.messages for update using (conversation_id in (select messages.mine()));

alter table messages.pictures enable row level security;
create policy own on messages.pictures using (member_id = (select members.asker()) or (select members.is_house()));
create policy theirs on messages.pictures for select using (exists (
  select from messages.conversations c where c.id = conversation_id and c.provider_id = (select care.me()) and c.id in (select messages.mine())));
create policy theirs_to_add on messages.pictures for insert with check (exists (
  select from messages.conversations c where c.id = conversation_id and c.provider_id = (select care.me()) and c.member_id = pictures.member_id and c.id in (select messages.mine())));

alter table messages.openings enable row level security;
create policy own on messages.openings for select using (member_id = (select members.asker()) or provider_id = (select care.me()) or (select members.is_house()));
create policy noted on messages.openings for insert with check (provider_id = (select care.me()) and exists (
  select from messages.conversations c where c.id = conversation_id and c.member_id = openings.member_id));

alter table messages.climbs enable row level security;
create policy own on messages.climbs using (member_id = (select members.asker()) or (select members.is_house()));
create policy theirs on messages.climbs for select using (conversation_id in (select messages.mine()));
create policy theirs_to_end on messages.climbs for update using (conversation_id in (select messages.mine()));

grant select, insert, delete on messages.conversations, messages.messages, messages.pictures to alongside_app;
grant select, insert on messages.openings, messages.climbs to alongside_app;
grant update (last_at, seen_at, team_at, lock, locked) on messages.conversations to alongside_app;
grant update (delivered_at, due_at, step, answered_at) on messages.messages to alongside_app;
grant update (ends_at) on messages.climbs to alongside_app;
