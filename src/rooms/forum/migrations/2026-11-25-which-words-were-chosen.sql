-- A mark of the words of a post as visitors or another member would read them: other words have another. Whoever chooses says which ones they have read.
create function forum.words_stamp(title text, body text, about text[]) returns text language sql immutable parallel safe as $$
  select left(encode(sha256(convert_to(title || E'\n\n' || body || E'\n\n' || array_to_string(about, ' '), 'UTF8')), 'hex'), 32) $$;
