-- Supervision is offered once a month: a talk that is about no case, written down when it was held.
alter table team.talks alter column case_id drop not null;
alter table team.talks drop constraint talks_kind_check;
alter table team.talks add constraint talks_kind_check check (kind in ('debrief', 'welfare', 'later', 'supervision') and (case_id is null) = (kind = 'supervision'));
create index talks_supervision on team.talks (member_id, held_at desc) where kind = 'supervision';
