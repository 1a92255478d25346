-- Help is offered beside words that were turned away and could not be assessed, too: nothing is said of how they sound.
alter table safety.offers drop constraint offers_level_check;
alter table safety.offers add constraint offers_level_check check (level in ('urgent', 'concern', 'unassessed'));
