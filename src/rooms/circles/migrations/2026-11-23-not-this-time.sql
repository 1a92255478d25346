-- A meeting that those who hold it called off: its room is closed, and can be opened again until its time is over.
alter table circles.sessions add column off_at timestamptz;
