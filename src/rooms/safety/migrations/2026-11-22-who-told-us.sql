-- Whoever told us of something decides nothing about it: asked at each signal, of every report there was.
create index reports_told on safety.reports (subject_kind, subject_id);
