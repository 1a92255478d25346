-- Whoever was at a gathering does not hold what is said about it.
alter table safety.apart drop constraint apart_why_check;
alter table safety.apart add constraint apart_why_check check (why in ('asked', 'decided', 'there'));
