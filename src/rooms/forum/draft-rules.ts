/** Where a draft belongs and what is in it. One draft a place; each local group has its own. */
import { longestDraft, longestTitle, tidy, tidyLine } from '#forum/text-rules';

export type Draft = {
  board: string; want: string; title: string; text: string; about: string[]; tags: string[];
  language: string; to: string;
  /** Which form of which page these words stand in, and as what its draft came to it: said by the page, and no part of the words. */
  form?: string | undefined; came?: string | undefined;
};

export const emptyDraft: Draft = { board: '', want: '', title: '', text: '', about: [], tags: [], language: '', to: '' };

type Read = { text(name: string): string; all(name: string): string[] };
const few = (list: string[]) => list.slice(0, 40).map((one) => one.slice(0, 40));

/** What a form sent, whatever it was, as a draft. Nothing is judged here, only kept within reason. */
export const draftOf = (sent: Read): Draft => ({
  board: sent.text('board').slice(0, 40), want: sent.text('want').slice(0, 40), title: sent.text('title').slice(0, longestTitle * 10),
  text: sent.text('text'), about: few(sent.all('about')), tags: few(sent.all('tags')), language: sent.text('language').slice(0, 10), to: sent.text('to').slice(0, 10), ...pageOf(sent)
});

/** A page that keeps words under another form's key says its own beside it. */
function pageOf(sent: Read): Pick<Draft, 'form' | 'came'> {
  const [form, came] = [sent.text('form') || sent.text('once'), sent.text('came')];
  return { ...(/^[\w-]{8,40}$/.test(form) && { form }), ...(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(came) && { came }) };
}

/** What a page's form came back with: the draft it looked over, or everything that was typed before a no. */
export function draftOfForm(form: object | null | undefined): Draft | undefined {
  if (!form) return undefined;
  if ('draft' in form) return form.draft as Draft;
  if (!('typed' in form && 'ticked' in form)) return undefined;
  const [typed, ticked] = [form.typed as Record<string, string>, form.ticked as Record<string, string[]>];
  return draftOf({ text: (name) => typed[name] ?? '', all: (name) => ticked[name] ?? [] });
}

/** A draft as it is kept: without the NUL that a database cannot hold, and not without end; its words alone, with the line ends of a post, whichever way the page sent them. */
export const keepable = (draft: Draft): Draft => ({
  title: clean(draft.title).trim(), text: clean(plainLines(draft.text).slice(0, longestDraft)).trim(),
  board: clean(draft.board), want: clean(draft.want), about: draft.about.map(clean), tags: draft.tags.map(clean), language: clean(draft.language), to: clean(draft.to)
});
const plainLines = (text: string) => text.replace(/\r\n?/g, '\n');
const clean = (text: string) => text.replaceAll('\0', '').toWellFormed();

/** What became of a keeping, as the number a page's script is told: the words are kept; these very words were sent; or their form has sent others, from a second tab of it or before somebody went back, and under a new key they are kept. */
export const keepings = { kept: 204, sent: 410, others: 409 } as const;
export type Keeping = keyof typeof keepings;

export const isWorthKeeping = (draft: Draft) => (draft.text + draft.title).trim() !== '';

/** Whether everything that stands in one draft stands in another, too. */
export const stands = (part: Draft, whole: Partial<Draft>): boolean => holds({ ...emptyDraft, ...whole }, part);
function holds(whole: Draft, part: Draft): boolean {
  const title = tidyLine(part.title);
  return tidy(whole.text).includes(tidy(part.text)) && (title === '' || title === tidyLine(whole.title));
}

/**
 * What is kept when words come late to a place where a draft is: they may be newer or older than it. Where one holds the
 * other, that one; else both, the ones that were kept first, and a title there is no room for stands above its words.
 */
export function bothOf(kept: Draft, late: Draft): Draft {
  if (holds(late, kept)) return late;
  if (holds(kept, late)) return kept;
  const isOther = tidyLine(kept.title) !== '' && tidyLine(late.title) !== '' && tidyLine(late.title) !== tidyLine(kept.title);
  const parts = [kept.text, isOther ? late.title : '', late.text].map((part) => part.trim()).filter(Boolean);
  return { ...late, ...kept, title: kept.title.trim() ? kept.title : late.title, text: parts.join('\n\n') };
}

/** The buttons of a form that send its words along. Another one, such as a thank you, says nothing of what is being written. */
export const hasWords = (search: string) => /^\?\/(?:send|post|save|look|change|start)(?:&|$)/.test(search);

/** What a thread's key is made of, beside its form: the same words on another board, or under another title, are another one. */
export const threadWords = (board: string, title: string, body: string) => `${board}\n${title}\n\n${body}`;
export const isOfThread = (place: string) => /^(?:new|few)(?::|$)/.test(place);

const place = /^(?:new|new:[0-9a-z]{3,24}|few:[0-9a-z]{3,24}|reply:[0-9a-z]{3,24}|edit:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
export const isPlace = (text: unknown): text is string => typeof text === 'string' && place.test(text);

/** The page on which somebody goes on with what is kept in a place. */
export function pathOf(place: string): string {
  const [kind = '', of = ''] = place.split(':');
  if (kind === 'reply') return `/talk/t/${of}/reply`;
  if (kind === 'edit') return `/talk/p/${of}/edit`;
  return of ? `/meet/${of}/${kind}` : '/talk/new';
}

/** The place a form's address writes to, for words sent after a sign-in ran out. On a thread's own page the box to answer in sends to the page of the reply; what is sent to the thread itself is no words. */
export function placeOf(path: string): string | undefined {
  const [plain = ''] = path.split(/[?#]/);
  const thread = /^\/talk\/t\/([^/]+)\/reply\/?$/.exec(plain);
  const edit = /^\/talk\/p\/([^/]+)\/edit\/?$/.exec(plain);
  const local = /^\/meet\/([^/]+)\/(new|few)\/?$/.exec(plain);
  const found = /^\/talk\/new\/?$/.test(plain) ? 'new' : thread ? `reply:${thread[1]}` : edit ? `edit:${edit[1]}` : local ? `${local[2]}:${local[1]}` : undefined;
  return isPlace(found) ? found : undefined;
}
