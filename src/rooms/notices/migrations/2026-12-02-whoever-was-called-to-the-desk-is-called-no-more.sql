-- Of what called somebody to the desk and was not opened, only what nobody has seen to since: not what a colleague took or closed. [MOD-9]
delete from notices.notices n
 where n.kind = 'urgent' and n.seen_at is null
   and exists (select from platform.events e where e.name in ('safety.case.claimed', 'safety.case.closed') and e.data ->> 'caseId' = n.subject and e.at > n.made_at);
delete from notices.notices n
 where n.kind in ('handed', 'second') and n.seen_at is null
   and exists (select from platform.events e where e.name = 'safety.case.closed' and e.data ->> 'caseId' = n.subject and e.at > n.made_at);
