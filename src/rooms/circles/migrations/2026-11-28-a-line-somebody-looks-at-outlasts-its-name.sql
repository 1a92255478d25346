/*
 * A line that waits for a person is kept until they have looked, also when its
 * author takes their name away from the circle: out of everybody's sight, with
 * the stand-in of that name. When they leave for good, it goes with them.
 */
create function circles.keep_lines() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  stand uuid;
begin
  if not exists (select from circles.lines l where l.persona_id = old.id and l.kept_at is not null) then return old; end if;
  stand := members.stand_in(old.id);
  if stand is not null then
    update circles.lines set persona_id = stand, once = null, hidden_at = coalesce(hidden_at, now()), taken_back_at = coalesce(taken_back_at, now())
     where persona_id = old.id and kept_at is not null;
  end if;
  return old;
end $$;
create trigger keep_lines before delete on members.personas for each row execute function circles.keep_lines();
