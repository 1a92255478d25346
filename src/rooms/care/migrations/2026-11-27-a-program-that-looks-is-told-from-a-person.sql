-- Whether it was a program of the clinic that looked, in the provider's name. Of before nothing is known: those rows say whose name it was, as they did.
alter table care.openings add column by_program boolean not null default false;
-- The member's own, a page at a time, also of one provider: a program may look often.
create index openings_member_paged on care.openings (member_id, opened_at desc, id);
drop index care.openings_member;
