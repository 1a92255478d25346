/** What a clue is, and which kinds there are. */

/** What can show who somebody is by itself. */
export const directKinds = [
  'name', 'email', 'phone', 'address', 'postcode', 'nhs-number', 'national-number', 'passport', 'bank-account', 'card', 'plate', 'handle', 'link'
] as const;
/** What shows it only together with other things. Each is one class of the count. */
export const indirectKinds = [
  'employer', 'school', 'clinic', 'clinician', 'appointment', 'birthday', 'relative', 'small-place', 'rare-condition', 'uncommon-job', 'event', 'device',
  'few', 'seen', 'family', 'date', 'telling'
] as const;
export type Kind = (typeof directKinds)[number] | (typeof indirectKinds)[number] | 'other-person' | 'cafe' | 'combination';
export type Language = 'en' | 'nb';

/**
 * What a rule found. `alone` is worth a nudge by itself. `anchor` is a class
 * that makes two enough (a rare condition, a small place). `faint` counts for
 * nothing but the pairs it is named in (a weekday beside a clinic's name).
 */
export type Found = {
  kind: Kind; start: number; end: number;
  alone?: boolean; anchor?: boolean; faint?: boolean;
  /** How far it narrows the crowd: 1 some (who works at a brewery), 2 to a few (its only night watchman). */
  weight?: 1 | 2;
  /** What else the same words tell, when they reach further than these: `the only vet in Whitby` names a place, and is one. */
  also?: Found[];
  /** A small place is named inside it: Tobermory Primary. */
  tellsPlace?: boolean;
  /** The weather, which says nothing new of a place already told. */
  isWeather?: boolean;
  /** It is somebody else's. */
  others?: boolean;
  mustChange?: boolean;
};
