-- What was said in a circle and told of is kept until somebody has looked: the copies made for that, of those that are over.
delete from safety.texts t using safety.reports r
 where r.copy_id = t.id and r.subject_kind = 'line' and r.closed_at is not null
   and not exists (select from safety.reports o where o.copy_id = t.id and o.closed_at is null);
