-- A window begins with its first try, not with the clock: nobody gets twice as many by trying around a full quarter of an hour.
delete from platform.tries older using platform.tries newer
  where newer.what = older.what and newer.who = older.who and newer.window_at > older.window_at;
alter table platform.tries drop constraint tries_pkey, add primary key (what, who);
alter table platform.tries rename column window_at to began_at;
