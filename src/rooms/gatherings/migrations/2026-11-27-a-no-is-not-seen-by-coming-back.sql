/*
 * Whoever gives a seat back has nothing asked any more; what nobody had
 * answered can be asked anew when they come after all. What was answered with
 * no looks the same to them, also then: it stays a no, and is `past` until they
 * ask anew. [MEET-6, PEER-20]
 */
alter table gatherings.pairs drop constraint pairs_said_check;
alter table gatherings.pairs add constraint pairs_said_check check (said in ('asked', 'yes', 'no', 'ended', 'past'));
update gatherings.pairs r set said = 'past' from gatherings.sittings i
 where i.id = r.sitting_id and i.ends_at > now() and r.said = 'no' and not gatherings.comes(i.id, r.from_id);
