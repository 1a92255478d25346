/*
 * A circle that nobody takes on ends on a day that is said before, by a
 * steward: when that was said, and by whom. Somebody who holds it again before
 * the day lifts that end; one that its hosts said stands as they said it.
 */
alter table circles.circles add column let_go_at timestamptz, add column let_go_by uuid references members.members on delete set null;
create index circles_let_go_by on circles.circles (let_go_by);

-- What has come to its end has no date any more. Of those that are over already, too.
update circles.sessions s set closed_at = now(), off_at = now()
  from circles.circles c
 where c.id = s.circle_id and c.kind not in ('table', 'talk') and c.ended_at is not null and s.opened_at is null and s.closed_at is null and s.starts_at > now();
