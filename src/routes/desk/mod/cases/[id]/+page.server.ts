import { redirect } from '@sveltejs/kit';
import { action, page, type Sent } from '#platform/http';
import * as seen from '#forum/seen';
import * as afters from '#gatherings/afters';
import * as sayings from '#house/sayings';
import { moderator } from '#members/gate';
import type { Moderator } from '#members/members';
import * as appeals from '#safety/appeals';
import { besides, boxes, isBeside, undoBox } from '#safety/boxes-rules';
import * as cases from '#safety/cases';
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

export const load = page(async ({ locals, params: { id = '' }, url }) => {
  const asker = moderator(locals);
  const found = await queue.one(asker, id);
  const [{ lines }, colleagues, proposal, appeal, look, noted, mayNote] = await Promise.all([
    sayings.conduct(locals.language), handing.colleagues(asker, id), pauses.proposed(asker, id),
    found.subjectKind === 'decision' ? appeals.ofCase(asker, found.subjectId) : undefined, looks.ofCase(found), noting.ofCase(asker, id), noting.may(asker, id)
  ]);
  if (found.post) await seen.mark(asker, [found.post.id]);
  const more = url.searchParams.has('more') ? await openings.posts(asker, id) : undefined;
  const deeds = possible(standing.state(found, found.standing));
  const [deed, start] = [url.searchParams.get('do'), url.searchParams.get('start')];
  return {
    told: found.subjectKind === 'gathering' ? await afters.told(found.subjectId) : undefined,
    case: found, ways: lines.map(({ title }) => title), colleagues, proposal, appeal, look, noted, mayNote, more, deeds, now: new Date(),
    deed: isDeed(deed) && deeds.includes(deed) ? deed : undefined, undo: url.searchParams.get('undo') ?? '',
    start: starts.wordsOf(start, found.post?.language ?? locals.language)
  };
});

type Event = { locals: App.Locals; params: Partial<Record<string, string>>; url: URL };
/** A move on this case, as it was seen; afterwards the page again, or the queue. */
const moving = (work: (asker: Moderator, id: string, version: number, sent: Sent) => Promise<unknown>, leadsTo: 'here' | 'queue' = 'here') =>
  action(async ({ locals, params: { id = '' }, url }: Event, sent: Sent) => {
    await work(moderator(locals), id, Number(sent.text('version')), sent);
    redirect(303, leadsTo === 'here' ? url.pathname : '/desk/mod');
  });

/**
 * The same in the middle of writing: what was typed into the other boxes of the page comes along, to go on from the version this made.
 * `done`: what this one asked for. `isMove`: the case is another version since.
 */
const meanwhile = (work: Parameters<typeof moving>[0], done: (sent: Sent) => readonly string[] = () => [], isMove = true) =>
  action(async ({ locals, params: { id = '' }, url }: Event, sent: Sent) => {
    const version = Number(sent.text('version'));
    await work(moderator(locals), id, version, sent);
    const left = besides(sent.fields, done(sent));
    if (!left) redirect(303, url.pathname);
    return back(sent, { ...left, version: String(isMove ? version + 1 : version) }, {});
  });

/** The form as it was sent, but for what the house puts into it. */
const back = (sent: Sent, but: Record<string, string>, fields = sent.fields): { typed: Record<string, string>; ticked: Record<string, string[]> } =>
  ({ typed: { ...fields, ...but }, ticked: { about: sent.has('about') ? sent.all('about') : sent.all('aside.about') } });

export const actions = {
  take: moving((asker, id, version) => cases.claim(asker, id, version)),
  giveBack: moving((asker, id, version) => handing.release(asker, id, version), 'queue'),
  notMe: moving((asker, id) => handing.stayAway(asker, id), 'queue'),
  know: moving((asker, _, __, sent) => handing.know(asker, sent.text('person')), 'queue'),
  hand: meanwhile((asker, id, version, sent) => handing.handOver(asker, id, version, sent.text('to'), sent.text('handNote')), () => boxes.hand),
  accept: meanwhile((asker, id, version) => handing.accept(asker, id, version)),
  decline: moving((asker, id, version) => handing.decline(asker, id, version), 'queue'),
  askSecond: meanwhile((asker, id, version, sent) => handing.askSecond(asker, id, version, sent.text('secondNote')), () => boxes.second),
  giveSecond: meanwhile((asker, id, version, sent) => handing.giveSecond(asker, id, version, sent.text('opinion')), () => boxes.opinion),
  level: meanwhile(async (asker, id, version, sent) => {
    await handing.setLevel(asker, id, version, sent.text('level'), sent.text('levelNote'));
    // Somebody near held it while it was pressing. Lowered, there is no such case for them.
    if (!(await cases.isTheirsToHold(asker, id))) redirect(303, '/desk/mod');
  }, () => boxes.level),
  confirmPause: moving((asker, id, version) => pauses.confirm(asker, id, version), 'queue'),
  declinePause: meanwhile((asker, id) => pauses.decline(asker, id), undefined, false),
  withdrawPause: meanwhile((asker, id) => pauses.withdraw(asker, id), undefined, false),
  undo: meanwhile((asker, _, __, sent) => undoing.undo(asker, sent.text('decision'), sent.text(undoBox(sent.text('decision'))), sent.text('stands')), (sent) => [undoBox(sent.text('decision'))], false),
  answer: moving((asker, id, version, sent) => appeals.answer(asker, id, version, sent.text('result'), sent.text('toAuthor'), sent.text('note'), sent.text('words')), 'queue'),
  /** A ready start above what was typed to the author; everything else comes back as it was. */
  start: action(async ({ locals, params: { id = '' } }, sent) => {
    const found = await queue.one(moderator(locals), id);
    const toAuthor = starts.above(sent.text('toAuthor'), starts.wordsOf(sent.text('start'), found.post?.language ?? locals.language));
    return back(sent, { toAuthor });
  }),
  /** Another way, or more to read first: nothing is done, and everything that was typed comes along. */
  choose: action(async ({ locals, params: { id = '' } }, sent) => {
    await queue.one(moderator(locals), id);
    return back(sent, isDeed(sent.text('do')) ? { deed: sent.text('do') } : {});
  }),
  /** Taking it, or ten more minutes, in the middle of writing: the form goes on from the version this made. */
  stay: meanwhile((asker, id, version) => cases.claim(asker, id, version)),
  decide: action(async ({ locals, params: { id = '' }, url }, sent) => {
    const isKept = sent.text('then') === 'keep';
    const asker = moderator(locals);
    await decisions.decide(asker, id, Number(sent.text('version')), {
      deed: sent.text('deed'), rule: Number(sent.text('rule')) || 0, toAuthor: sent.text('toAuthor'), toReporters: sent.has('toReporters') ? sent.text('toReporters') : undefined,
      note: sent.text('note'), about: sent.all('about'), suggestion: sent.text('suggestion'), hours: Number(sent.text('hours')) || 0,
      beside: sent.text('beside'), link: sent.text('link'), words: sent.text('words'), isKept
    });
    const entry = await harms.waitingFor(asker, id);
    if (entry) redirect(303, `/desk/mod/register/${entry}?after=case`);
    if (!isKept && sent.text('deed') !== 'paused') redirect(303, '/desk/mod');
    const left = besides(sent.fields, Object.keys(sent.fields).filter((name) => !isBeside(name)));
    if (!left) redirect(303, url.pathname);
    return { typed: left, ticked: {} as Record<string, string[]> };
  })
};
