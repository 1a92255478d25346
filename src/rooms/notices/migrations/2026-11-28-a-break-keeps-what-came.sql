-- What came for somebody who takes a break is kept until they are back and have had time to read it.
alter table notices.notices add column kept_until timestamptz;
