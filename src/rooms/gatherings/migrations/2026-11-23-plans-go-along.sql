/*
 * Who planned something and goes takes their words along. What is not shown
 * yet goes whole, unless somebody else holds it too. What is shown is the other
 * host's from then on, without the words about who the host is; where nobody
 * else holds it, no word of it stays, and the clock calls its dates off, so
 * that whoever has a seat is told.
 */
create function gatherings.let_go(plan uuid, leaver uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  heir uuid;
begin
  select h.persona_id into heir from gatherings.hosts h join members.personas p on p.id = h.persona_id
   where h.gathering_id = plan and h.said = 'yes' and p.member_id is distinct from leaver
   order by p.retired_at is not null, h.part desc, h.persona_id limit 1;
  if heir is not null then
    update gatherings.gatherings set persona_id = heir, host_words = '' where id = plan;
    update gatherings.hosts set part = 'host' where gathering_id = plan and persona_id = heir;
    return;
  end if;
  delete from gatherings.gatherings where id = plan and published_at is null;
  update gatherings.gatherings
     set title = '', what = '', cost = '', leaving = '', host_words = '', guest_words = '', near = '', transport = '', parking = '', access_words = '', persona_id = null
   where id = plan;
  delete from gatherings.addresses where gathering_id = plan;
end $$;
revoke execute on function gatherings.let_go(uuid, uuid) from public;

create function gatherings.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform gatherings.let_go(g.id, old.member_id) from gatherings.gatherings g where g.persona_id = old.id;
  return old;
end $$;
create trigger forget_plans before delete on members.personas for each row execute function gatherings.forget_persona();

-- What was left behind until now.
select gatherings.let_go(id, null) from gatherings.gatherings where persona_id is null;
