-- Kinds are a closed list in the code, where their words are; here only what a kind looks like.
alter table notices.notices drop constraint if exists notices_kind_check;
alter table notices.notices add constraint notices_kind_check check (kind ~ '^[a-zA-Z]+(\.[a-zA-Z]+)?$');
