-- What another device wrote and the member did not choose is kept to look back on, but it was never how things were.
-- Of what was settled before today nobody can say any more which it was.
alter table toolbox.earlier add column stood boolean not null default true;
update toolbox.earlier set stood = false where is_clash;
