/**
 * What lists, fields and codes are called in the readable page.
 *
 * Each room says its own in its words, as `thing.<list>`, `thing.<list>.<field>`
 * and `thing.<list>.<field>.<code>`; fields that mean the same everywhere are
 * said once, by the pages. Codes the product already has words for are read there.
 */
import { knows, say, type Language } from '#platform/words';

/** `room:key` under which the words for a list's fields stand already. */
const fields: Record<string, string> = { settings: 'pages:settings', realMe: 'vault:field' };

/** The same for the codes of a field. */
const codes: Record<string, string> = {
  'member.language': 'house:language', 'names.level': 'members:level', 'names.page': 'pages:settings.seenBy', 'names.place': 'forum:thing.posts.place', 'behindTheMask.kind': 'members:mask',
  'sessions.device': 'members:device', 'agreements.language': 'house:language', 'roles.role': 'members:role',
  ...Object.fromEntries(['theme', 'size', 'lines', 'letters', 'motion', 'cover', 'leaveBy', 'appIcon', 'seenBy'].map((field) => [`settings.${field}`, `pages:settings.${field}`])), 'settings.leaveTo': 'pages:settings.leave',
  'planned.kind': 'house:rota', 'shared.kind': 'care:kind', 'whoLooked.kind': 'care:kind',
  'posts.want': 'forum:want', 'posts.about': 'forum:about', 'posts.tags': 'forum:tag', 'drafts.want': 'forum:want', 'drafts.about': 'forum:about', 'drafts.tags': 'forum:tag', 'drafts.language': 'house:language',
  'folds.about': 'forum:about', 'reactions.kind': 'forum:react', 'circleLines.about': 'forum:about',
  'gatheringsIPlanned.kind': 'gatherings:kind', 'gatheringsIPlanned.way': 'gatherings:way', 'gatheringsIHost.kind': 'gatherings:kind', 'seats.way': 'gatherings:coming', 'seats.level': 'gatherings:level',
  'buddiesAndLifts.kind': 'gatherings:hand', 'buddiesAndLifts.hows': 'gatherings:how', 'howGatheringsWere.felt': 'gatherings:felt', 'howGatheringsWere.about': 'gatherings:about',
  'circles.role': 'circles:role', 'circlePresences.spoken': 'circles:speak', 'circlesAskedAfterMe.answer': 'circles:missed', 'circleCheering.said': 'circles:cheer.say',
  'notices.kind': 'notices:',
  'reports.reason': 'safety:reason', 'reports.outcome': 'safety:outcome.told', 'decisions.kind': 'safety:kind', 'decisions.about': 'forum:about', 'appeals.outcome': 'safety:result',
  'harms.toldKind': 'safety:harm.kind', 'harms.topic': 'safety:harm.topic', 'offers.level': 'safety:level', 'urgentRecords.outcome': 'safety:ending', 'detailsOpened.reason': 'safety:glass.reason',
  'detailsOpened.fields': 'safety:glass.field', 'detailsOpened.finding': 'safety:opened.finding', 'toldInUrgentCases.step': 'safety:knock', 'toldInUrgentCases.channel': 'safety:channel',
  'heavyThings.level': 'safety:level', 'spared.theme': 'team:theme', 'talks.kind': 'team:talk', 'shownToOthers.said': 'toolbox:cheer.say',
  'wellbeingQuestions.instrument': 'measures:name', 'wellbeingQuestions.language': 'house:language', 'wellbeingQuestionWishes.layout': 'measures:layout', 'wellbeingQuestionWishes.later': 'measures:name',
  'messagesWithProviders.kind': 'messages:kind', 'messagesWithProviders.state': 'messages:state'
};

/** Data that tells a person nothing: other people's codes, and what the arithmetic notes for itself. It stands in the data file. */
const quiet: Record<string, readonly string[]> = {
  notices: ['subject'], shownToOthers: ['code'],
  wellbeingQuestions: ['acts', 'raw', 'outOf', 'band', 'marks', 'flags', 'profile', 'symptoms', 'safety', 'subthreshold']
};
export const isQuiet = (list: string, field: string) => quiet[list]?.includes(field) ?? false;

const found = (language: Language, room: string, key: string, values?: Record<string, unknown>) => (knows(language, room, key) ? say(language, room, key, values) : undefined);

/** The heading of a list. */
export const heading = (language: Language, room: string, list: string) => found(language, room, `thing.${list}`);

/** What stands before the value of a field. */
export function label(language: Language, room: string, list: string, field: string): string | undefined {
  const own = found(language, room, `thing.${list}.${field}`);
  if (own) return own;
  const [other, prefix] = fields[list]?.split(':') ?? [];
  return (other && found(language, other, `${prefix}.${field}`)) || found(language, 'pages', `thing.${field}`);
}

/** What a code says. Nothing where it is none: then it is somebody's own words. */
export function meaning(language: Language, room: string, list: string, field: string, code: string): string | undefined {
  const key = `thing.${list}.${field}`;
  const own = found(language, room, `${key}.${code}`) ?? found(language, room, `${key}.${code.split(':')[0]}`);
  if (own) return own;
  const [other, prefix] = codes[`${list}.${field}`]?.split(':') ?? [];
  return other ? found(language, other, prefix ? `${prefix}.${code}` : code, { who: say(language, 'notices', 'thing.notices.who') }) : undefined;
}
