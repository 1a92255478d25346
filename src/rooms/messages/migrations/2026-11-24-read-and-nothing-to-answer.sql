-- A provider has read a message and says that there is nothing to answer: it waits no longer. Who said so; nobody, where it was answered in words or waits.
alter table messages.messages add column let_be_by uuid,
  add constraint messages_let_be_check check (let_be_by is null or answered_at is not null);
grant update (let_be_by) on messages.messages to alongside_app;
