-- A circle is a space: each person in it has a name there that leads to no other.
alter table members.spaces drop constraint spaces_kind_check;
alter table members.spaces add constraint spaces_kind_check check (kind in ('local', 'cafe', 'circle'));
