-- What two wrote to each other by what they had agreed goes when it ends: where somebody lives may stand in it. What had ended until now, too.
delete from gatherings.asides a using gatherings.pairs r where r.id = a.pair_id and r.said = 'ended';

alter policy own on gatherings.asides
  using (from_id = any((select members.my_personas())::uuid[]) or asker_id = any((select members.my_personas())::uuid[])
         or pair_id in (select id from gatherings.pairs where said = 'yes')
         or asker_id is not null and asker_id not in (select members.blocked()) and sitting_id = any((select gatherings.hosted_sittings())::uuid[]));
