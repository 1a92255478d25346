-- A card or a topic that a moderator has put out of sight: its author still sees it, nobody else does.
alter table gatherings.topics add column hidden_at timestamptz;
