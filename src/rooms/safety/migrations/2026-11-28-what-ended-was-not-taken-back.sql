/*
 * A decision is taken back by a person: with words, or by an appeal that was
 * granted after it was over. What ran out by itself has ended, and nobody took
 * it back. A person who has left since is known by the words they wrote.
 */
create function safety.is_taken_back(decision uuid) returns boolean language sql stable as $$
  select exists (select from safety.decisions u where u.undoes = decision and (u.moderator_id is not null or u.said_id is not null))
      or exists (select from safety.appeals a where a.decision_id = decision and a.outcome = 'overturned') $$;
create function safety.has_ended(decision uuid) returns boolean language sql stable as $$
  select exists (select from safety.decisions u where u.undoes = decision and u.moderator_id is null and u.said_id is null) $$;
