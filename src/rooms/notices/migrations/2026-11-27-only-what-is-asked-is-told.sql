-- Of what was asked about a date, only what is still asked is told: not what was answered, or taken back before that. [MEET-6]
delete from notices.notices n
 where n.kind = 'meet.asked' and n.cause like 'meet.asked:%'
   and not exists (select from gatherings.pairs r where r.said = 'asked' and 'meet.asked:' || r.id = n.cause);
