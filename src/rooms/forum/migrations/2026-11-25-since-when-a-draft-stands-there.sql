-- Since when a draft stands in its place. What is said of words that were turned away stands above those, and above none begun later. Of those before, long enough.
alter table forum.drafts add column begun_at timestamptz not null default now();
update forum.drafts set begun_at = saved_at - interval '2 days';
