/*
 * Whether something is hidden because a moderator said so: they hid it, and
 * nobody has shown it since. What is hidden otherwise waits for a person.
 */
create function safety.is_hidden_by_decision(kind text, id uuid) returns boolean language sql stable as $$
  select exists (
    select from safety.decisions d
     where d.subject_kind = $1 and d.subject_id = $2 and d.kind = 'hid'
       and not exists (select from safety.decisions l where l.subject_kind = $1 and l.subject_id = $2 and l.kind = 'showed' and l.at >= d.at)) $$;
