-- Whether it was a program of the clinic that looked, in the provider's name. Of before nothing is known: those rows say whose name it was, as they did.
alter table messages.openings add column by_program boolean not null default false;
-- For each message the first look of each since it came, however many there were.
create index openings_first on messages.openings (conversation_id, provider_id, by_program, opened_at);
drop index messages.openings_conversation;
