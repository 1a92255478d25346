/*
 * A steward who pressed Save on our own ways, as they came, made them the
 * operator's, and what we put right in ours later never reached that place.
 * Such a row is none any more (MOD-8). Which lines are ours is said by the hash
 * a consent names them by; those of today are what members said yes to, so
 * nobody is asked again. Those of before 22 November count only where nobody
 * ever said why the ways changed: then nobody has changed them, and members
 * are asked about ours of today, with our reason.
 */
delete from house.sayings s
 using house.conducts c, (values
   ('en', '17b4671ed7c60d1d1a388ea54e242069c8c1b6b38ce92f182988883fd3d74e9c', true),
   ('nb', 'fbf3656a9ed63d6bbbc64981f317e4b3f6ed4b6af53b4657f0caef4a9ccd1dd9', true),
   ('en', '0dcca40a88dd5897f4154797f3f9f39bb781231aa3fe740a76ff9f2921fecfa5', false),
   ('nb', '0ad0764c3bd9e36d22cec2e9bc865325e6e5dd3580b8104921d9b1f8a07af1b9', false)) as ours(language, hash, is_todays)
 where s.name = 'conduct' and s.language = ours.language and c.language = ours.language and c.hash = ours.hash and c.lines = s.value
   and (ours.is_todays or not exists (
     select from house.sayings w where w.name = 'conductWhy' and w.language = s.language and btrim(w.value #>> '{}') <> ''));
