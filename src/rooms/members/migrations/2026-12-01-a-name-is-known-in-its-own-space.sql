/*
 * Which names bear on words said in one space: those among the asked-for that
 * somebody there goes by, and every name the asker has in another, with the
 * address of its page. A name they have put away there counts as another. It answers as
 * the asker, who learns of no name they could not read anyhow. [ID-3, ID-7]
 */
create function members.names_around(wanted text, folded text[]) returns table (name text, code text, is_here boolean, is_mine boolean)
language sql stable set search_path = '' as $$
  select f.name, f.code, f.persona_id = members.persona_in(wanted), true
    from members.faces f where f.persona_id = any((select members.my_personas())::uuid[])
  union all
  select f.name, null::text, f.space = wanted, false
    from members.faces f where f.name_folded = any(folded) and f.persona_id <> all((select members.my_personas())::uuid[]) $$;
