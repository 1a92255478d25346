-- Days on which somebody moderated. Who it was is not here. It begins with the day this came.
create table house.watch_days (day date primary key);
insert into house.watch_days values (current_date);
grant select, insert on house.watch_days to alongside_app;
