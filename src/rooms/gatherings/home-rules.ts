/**
 * Somebody's home is no place to meet people one does not know yet. A place is
 * one of a closed list of public ones, and its words are looked over: a home
 * is refused, gently, whoever's it is. [safety guide: first meetings in public]
 */
export const placeKinds = ['cafe', 'library', 'community', 'faith', 'health', 'museum', 'park', 'shop', 'other'] as const;
export type PlaceKind = (typeof placeKinds)[number];
export const isPlaceKind = (text: unknown): text is PlaceKind => placeKinds.includes(text as PlaceKind);

const homes = [
  /\b(?:my|our|his|her|their)\s+(?:own\s+)?(?:home|house|flat|apartment|bungalow|place|kitchen|living room|front room|garden|garage|porch|bedsit|caravan)\b/iu,
  /\b(?:at|round|to)\s+(?:mine|ours)\b/iu,
  /\b\p{Lu}\p{L}+['’]s\s+(?:home|house|flat|kitchen|living room|front room)\b(?!\s+(?:cafe|café|museum|hotel|pub))/u,
  /\b(?:flat|apartment|apt\.?|bedsit)\s*(?:no\.?\s*)?\d+\w?\b/iu,
  /\b(?:private|family)\s+(?:home|house|address)\b/iu,
  /\bhjemme\s+(?:hos|i|på)\b/iu,
  /(?<!\p{L})hos\s+(?:meg|oss|ham|henne|dem)(?!\p{L})/iu,
  /(?<!\p{L})(?:min|mitt|vår|vårt)\s+(?:leilighet|hus|hjem|stue|kjøkken|hage|hybel|terrasse|garasje|hytte)(?!\p{L})/iu,
  /(?<!\p{L})(?:leiligheten|huset|stua|kjøkkenet|hagen|hytta|hybelen)\s+(?:min|mi|mitt|vår|vårt)(?!\p{L})/iu,
  /\b[HULK]0[1-9]\d{2}\b/u,
  /(?<!\p{L})leil(?:ighet|\.)?\s*(?:nr\.?\s*)?\d+/iu
];

/** Whether these words read like somebody's home. */
export const readsLikeHome = (text: string) => homes.some((pattern) => pattern.test(text.normalize('NFKC')));
/** A street and a number and nothing else is a door nobody knows: a place people meet in has a name. */
export const isBareAddress = (name: string) => /^\s*(?:\d+\w?\s+\p{L}[\p{L}\s.'’-]*|\p{L}[\p{L}\s.'’-]*\s\d+\s?\w?)\s*(?:,.*)?$/u.test(name);
