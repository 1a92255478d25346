-- What does not hold any more is taken back from everybody who was told: by its kind and what it was about.
create index notices_about on notices.notices (kind, subject);
