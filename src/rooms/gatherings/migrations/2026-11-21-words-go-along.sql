-- A card or a topic goes with the name it was written by: nobody's words stay behind without them.
alter table gatherings.topics drop constraint topics_persona_id_fkey;
alter table gatherings.topics add constraint topics_persona_id_fkey foreign key (persona_id) references members.personas on delete cascade;
