import { redirect } from '@sveltejs/kit';
import { NotFound, notFound } from '#platform/answers';
import { action, page, type Sent } from '#platform/http';
import * as seen from '#forum/seen';
import * as afters from '#gatherings/afters';
import * as sayings from '#house/sayings';
import { moderator } from '#members/gate';
import type { Moderator } from '#members/members';
import * as appeals from '#safety/appeals';
import { besides, boxes, isBeside, undoBox, wordsAmong } from '#safety/boxes-rules';
import * as cases from '#safety/cases';
import { choicesAmong } from '#safety/choices-rules';
import * as decisions from '#safety/decisions';
import { isDeed, possible } from '#safety/decision-rules';
import * as handing from '#safety/handing';
import * as harms from '#safety/harms';
import * as looks from '#safety/looks';
import * as noting from '#safety/noting';
import * as openings from '#safety/openings';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import * as standing from '#safety/standing';
import * as starts from '#safety/starts';
import * as undoing from '#safety/undoing';

/** A case as they may know it; nothing where it is not theirs to know of. */
const ifThere = (asker: Moderator, id: string) => queue.one(asker, id).catch((reason: unknown) => (reason instanceof NotFound ? undefined : Promise.reject(reason)));

const waysIn = async ({ language }: App.Locals) => (await sayings.conduct(language)).lines.map(({ title }) => title);

/** The queue, saying that the case is not with them now. */
const passedOn = '/desk/mod?passed=';

export const load = page(async ({ locals, params: { id = '' }, url, request }) => {
  const asker = moderator(locals);
  // What they sent may have made it somebody else's: then the answer is a page with their words, and nothing of the case.
  const found = await ifThere(asker, id);
  if (!found && request?.method === 'POST') return { isTheirs: false as const, ways: await waysIn(locals) };
  if (!found) return (await handing.staysAway(asker, id)) ? redirect(303, passedOn) : notFound();
  const [ways, colleagues, proposal, appeal, look, noted, mayNote] = await Promise.all([
    waysIn(locals), handing.colleagues(asker, id), pauses.proposed(asker, id),
    found.subjectKind === 'decision' ? appeals.ofCase(asker, found.subjectId) : undefined, looks.ofCase(found), noting.ofCase(asker, id), noting.may(asker, id)
  ]);
  if (found.post) await seen.mark(asker, [found.post.id]);
  const more = url.searchParams.has('more') && found.state !== 'closed' ? await openings.posts(asker, id) : undefined;
  const deeds = possible(standing.state(found, found.standing));
  const [deed, start] = [url.searchParams.get('do'), url.searchParams.get('start')];
  return {
    isTheirs: true as const,
    told: found.subjectKind === 'gathering' ? await afters.told(found.subjectId) : undefined,
    case: found, ways, colleagues, proposal, appeal, look, noted, mayNote, more, deeds, now: new Date(),
    deed: isDeed(deed) && deeds.includes(deed) ? deed : undefined, undo: url.searchParams.get('undo') ?? '',
    start: starts.wordsOf(start, found.post?.language ?? locals.language)
  };
});

type Event = { locals: App.Locals; params: Partial<Record<string, string>>; url: URL };
type Work = (asker: Moderator, id: string, version: number, sent: Sent) => Promise<unknown>;
type Way = { /** What this one asked for. */ done?: (sent: Sent) => readonly string[]; /** The case is another version since. */ isMove?: boolean; /** Where it ends when nothing else had been typed. */ leadsTo?: 'here' | 'queue' | 'passed' };

/**
 * A move on this case, as it was seen, in the middle of writing: what was typed and chosen in the other boxes of the page comes along, to go on
 * from the version this made. Where the case is theirs no more, or is closed, it stands on the answer, to be copied.
 */
const moving = (work: Work, { done = () => [], isMove = true, leadsTo = 'here' }: Way = {}) =>
  action(async ({ locals, params: { id = '' }, url }: Event, sent: Sent) => {
    const asker = moderator(locals);
    const version = Number(sent.text('version'));
    const left = await typedBeside(asker, id, sent, done(sent));
    await work(asker, id, version, sent);
    const stays = leadsTo === 'here' && (await cases.isTheirsToHold(asker, id));
    const ticked = ticksOf(sent);
    if (!left || (!stays && !wordsAmong(left).length && !choicesAmong(left, ticked.about).length)) redirect(303, stays ? url.pathname : leadsTo === 'passed' ? passedOn : '/desk/mod');
    return { ...back(sent, { ...left, version: String(isMove ? version + 1 : version) }, {}), isDone: !stays, named: stays ? [] : await handing.named(asker, left['to'] ?? '') };
  });

/** What they typed or chose beside what they sent; not what the page had put there for them. */
async function typedBeside(asker: Moderator, id: string, sent: Sent, done: readonly string[]): Promise<Record<string, string> | undefined> {
  if (!wordsAmong(besides(sent.fields, done)).length) return besides(sent.fields, done);
  const found = await ifThere(asker, id);
  return besides(sent.fields, done, [found?.post?.body, found?.table?.text, found?.answer].filter((text) => text !== undefined));
}

/** What the box that decides asked for: all that is in no other one. */
const decided = (sent: Sent) => Object.keys(sent.fields).filter((name) => !isBeside(name));

/** Which about-lines were ticked, also while another way is chosen. */
const ticksOf = (sent: Sent) => ({ about: sent.has('about') ? sent.all('about') : sent.all('aside.about') });

/** The form as it was sent, but for what the house puts into it. */
const back = (sent: Sent, but: Record<string, string>, fields = sent.fields): { typed: Record<string, string>; ticked: Record<string, string[]>; isDone?: boolean } =>
  ({ typed: { ...fields, ...but }, ticked: ticksOf(sent) });

export const actions = {
  giveBack: moving((asker, id, version) => handing.release(asker, id, version), { leadsTo: 'passed' }),
  notMe: moving((asker, id) => handing.stayAway(asker, id), { leadsTo: 'passed' }),
  know: moving((asker, _, __, sent) => handing.know(asker, sent.text('person')), { leadsTo: 'passed' }),
  hand: moving((asker, id, version, sent) => handing.handOver(asker, id, version, sent.text('to'), sent.text('handNote')), { done: () => boxes.hand }),
  accept: moving((asker, id, version) => handing.accept(asker, id, version)),
  decline: moving((asker, id, version) => handing.decline(asker, id, version), { leadsTo: 'passed' }),
  askSecond: moving((asker, id, version, sent) => handing.askSecond(asker, id, version, sent.text('secondNote')), { done: () => boxes.second }),
  giveSecond: moving((asker, id, version, sent) => handing.giveSecond(asker, id, version, sent.text('opinion')), { done: () => boxes.opinion }),
  /** Somebody near held it while it was pressing. Lowered, there is no such case for them. */
  level: moving((asker, id, version, sent) => handing.setLevel(asker, id, version, sent.text('level'), sent.text('levelNote')), { done: () => boxes.level }),
  confirmPause: moving((asker, id, version) => pauses.confirm(asker, id, version), { leadsTo: 'queue' }),
  declinePause: moving((asker, id) => pauses.decline(asker, id), { isMove: false }),
  withdrawPause: moving((asker, id) => pauses.withdraw(asker, id), { isMove: false }),
  undo: moving((asker, _, __, sent) => undoing.undo(asker, sent.text('decision'), sent.text(undoBox(sent.text('decision'))), sent.text('stands')), { done: (sent) => [undoBox(sent.text('decision'))], isMove: false }),
  answer: moving((asker, id, version, sent) => appeals.answer(asker, id, version, sent.text('result'), sent.text('toAuthor'), sent.text('note'), sent.text('wordsRead')), { done: decided, leadsTo: 'queue' }),
  /** A ready start above what was typed to the author; everything else comes back as it was. */
  start: action(async ({ locals, params: { id = '' } }, sent) => {
    const found = await queue.one(moderator(locals), id);
    const toAuthor = starts.above(sent.text('toAuthor'), starts.wordsOf(sent.text('start'), found.post?.language ?? locals.language));
    return back(sent, { toAuthor });
  }),
  /** A way, another one, or more to read first: nothing is done, and everything that was typed comes along. Where nothing was, the page is drawn anew. */
  choose: action(async ({ locals, params: { id = '' }, url }, sent) => {
    await queue.one(moderator(locals), id);
    const way = isDeed(sent.text('do')) ? sent.text('do') : '';
    if (!besides(sent.fields, [])) redirect(303, `${url.pathname}?${[way && `do=${way}`, url.searchParams.has('more') && 'more'].filter(Boolean).join('&')}#${way ? 'deed' : 'words'}`);
    return back(sent, way ? { deed: way } : {});
  }),
  /** Taking it, or ten more minutes, in the middle of writing: the form goes on from the version this made. */
  stay: moving((asker, id, version) => cases.claim(asker, id, version)),
  decide: action(async ({ locals, params: { id = '' }, url }, sent) => {
    const isKept = sent.text('then') === 'keep';
    const asker = moderator(locals);
    await decisions.decide(asker, id, Number(sent.text('version')), {
      deed: sent.text('deed'), rule: Number(sent.text('rule')) || 0, toAuthor: sent.text('toAuthor'), toReporters: sent.has('toReporters') ? sent.text('toReporters') : undefined,
      note: sent.text('note'), about: sent.all('about'), suggestion: sent.text('suggestion'), hours: Number(sent.text('hours')) || 0,
      beside: sent.text('beside'), link: sent.text('link'), words: sent.text('wordsRead'), isKept
    });
    const left = besides(sent.fields, decided(sent));
    const entry = await harms.waitingFor(asker, id);
    if (!left && entry) redirect(303, `/desk/mod/register/${entry}?after=case`);
    const stays = isKept || sent.text('deed') === 'paused';
    if (!left) redirect(303, stays ? url.pathname : '/desk/mod');
    return { ...back(sent, {}, left), ticked: {}, isDone: !stays };
  })
};
