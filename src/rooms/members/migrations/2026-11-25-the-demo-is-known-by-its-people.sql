-- A demo community, or a month of one, from before it left a mark. Its people said yes to a text called "demo", or several of them in one and
-- the same instant: real people join one by one, each in a transaction of their own.
select platform.mark_demo() where exists (select from members.consents where version = 'demo' and text_hash = 'demo')
  or exists (select from members.consents where kind = 'conduct' group by given_at having count(distinct member_id) >= 5);
