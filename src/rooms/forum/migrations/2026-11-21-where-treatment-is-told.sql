-- Words of the moderators under a post, for everybody who reads it: where a claim about health has no support, and where to read on.
-- Two columns and no table of their own, so that a page of a thread costs no more than before.
alter table forum.posts add column beside text check (beside <> '' and length(beside) <= 600);
alter table forum.posts add column beside_link text check (length(beside_link) <= 500);
