/*
 * Whoever waits for a seat is told when there is one, the longest waiting
 * first; the next in line when nobody has taken it for a while. When that was
 * is kept until there is no seat any more. Nobody waits for a circle that has
 * ended: there is no page of it for them.
 */
alter table circles.waits add column told_at timestamptz;
delete from circles.waits w using circles.circles c where c.id = w.circle_id and c.ended_at is not null;
