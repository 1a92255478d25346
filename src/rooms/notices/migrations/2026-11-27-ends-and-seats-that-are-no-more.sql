-- An end that was taken back is not told any more, nor a seat in a circle to whoever does not wait for one there, or for whom it is gone. [MEET-9, PEER-27]
delete from notices.notices n using circles.circles c where n.kind = 'circle.ends' and c.code = n.subject and c.ends_on is null and c.ended_at is null;
delete from notices.notices n using members.spaces s where n.kind = 'place.ends' and s.code = n.subject and s.ends_on is null and s.carried_at is null and s.alumni_at is null;
delete from notices.notices n
 where n.kind = 'circle.seat'
   and not exists (select from circles.waits w join circles.circles c on c.id = w.circle_id where w.member_id = n.member_id and c.code = n.subject and w.told_at is not null);
