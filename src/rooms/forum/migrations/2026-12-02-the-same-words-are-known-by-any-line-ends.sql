/*
 * A page without a script sends its lines with other ends than the words have
 * once they are sent, and what is still being written may end in an empty line.
 * They are the same words: what was kept so stands in what was sent.
 */
create or replace function forum.draft_holds(whole jsonb, part jsonb) returns boolean language sql immutable as $$
  select position(btrim(replace(coalesce($2 ->> 'text', ''), E'\r\n', E'\n'), E' \n\r\t') in replace(coalesce($1 ->> 'text', ''), E'\r\n', E'\n')) > 0
     and btrim(coalesce($2 ->> 'title', ''), E' \n\r\t') in ('', btrim(coalesce($1 ->> 'title', ''), E' \n\r\t')) $$;

-- What came late, or was taken along, stands there without a word of which page's it is, and any other page would write over it. It has a key of its own now.
update forum.drafts set form = gen_random_uuid()::text where form is null;
