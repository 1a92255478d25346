-- A statement that changes something can say so itself: one packet for both, and both or neither.
create function platform.announce(name text, data jsonb) returns void language plpgsql volatile as $$
begin
  insert into platform.events (name, data) values ($1, $2);
  perform pg_notify('events', '');
end $$;
