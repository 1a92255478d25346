/** A text room, as two pages show it: that of a circle, and that of a gathering. */
import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { NotFound, Refusal } from '#platform/answers';
import { action, refusedWith, type Sent } from '#platform/http';
import { sayKept } from '#platform/trouble';
import { words } from '#ui/words';
import * as asides from '#circles/asides';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import { isPhrase, mayOpen } from '#circles/session-rules';
import * as sessions from '#circles/sessions';
import * as tables from '#circles/tables';
import { foldedFor } from '#forum/boards';
import * as questions from '#forum/questions';
import { aboutsOf } from '#forum/thread-rules';
import * as duty from '#house/duty';
import { changed, lookAt, questionOf, type Field } from '#jigsaw/showing-rules';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as assessing from '#safety/assessing';
import * as unsent from '#toolbox/unsent';
import { knowing } from '../../looking.ts';
import { offeredThere, sendingThere } from '../offered.ts';

/** The room as the page draws it; `place` is where the asker has the name they speak by. */
export async function roomFor(member: Member, code: string, url: URL, place = code) {
  const room = await lines.room(member, code);
  const { session } = room;
  const [said, folded, { timeZone }, here, isUnread] = await Promise.all([session ? asides.of(member, room.circle.id) : [], foldedFor(member), duty.now(), personas.at(member, place), assessing.isOff()]);
  const now = new Date();
  // Only in the answer to hard words: the page of everybody else asks nothing more.
  const mine = room.lines.filter(({ isMine }) => isMine);
  const isHelp = url.searchParams.has('help');
  const offered = isHelp || url.searchParams.has('/say') ? await offeredThere(member, { kind: 'line', code }, isHelp ? mine.map(({ id }) => id) : []) : undefined;
  return {
    ...room, here, isUnread, asides: said, folded, timeZone, now, once: randomUUID(), mayOpen: Boolean(session && room.circle.myRole === 'host' && mayOpen(session, now)),
    offered, isTurnedAway: offered?.isTurnedAway ?? false, isOfferedHeld: mine.some(({ id, isHeld }) => id === offered?.offer.postId && isHeld), did: url.searchParams.get('did')
  };
}

type Event = { locals: App.Locals; platform?: Readonly<App.Platform> | undefined; params: Partial<Record<string, string>> };
const fieldsOf = (sent: Sent): Field[] => [{ name: 'text', text: sent.text('text') }];
/** What the words of a room are looked at with: its names are no clue, and those of other spaces are. */
async function knowingIn(member: Member, code: string, fields: Field[]) {
  const { circle } = await lines.room(member, code);
  const [around, seated] = await Promise.all([knowing(member, circle.spaceId, fields, member.language), lines.namesIn(member, circle.id)]);
  return { ...(await questions.withThreads(member, around, fields)), language: member.language, known: [...around.known, ...seated.map(({ name }) => name)] };
}
/** The page again, with the words and one question about them. */
async function answer(member: Member, code: string, fields: Field[], sent: Sent) {
  const question = questionOf(fields, lookAt(fields, await knowingIn(member, code, fields)), sent.has('sure'));
  return { question, typed: { text: fields[0]!.text, once: sent.text('once') }, ticked: { about: sent.all('about') } };
}

type Words = { member: Member; code: string; place: string; box: 'text' | 'aside'; platform: Event['platform'] };
/** What belongs to the words that were sent, and how they were pressed does not. */
const sentAlong = ['session', 'once', 'to', 'about'];
const boxGone = ['circles.refused.asideGone', 'circles.refused.nobodyHolds'];

/** Whether words that were turned away find no box on the page to stand in: nobody can speak there now, or who they were for is gone. */
async function isBoxless({ member, code, box }: Words, no: Refusal, sent: Sent): Promise<boolean> {
  if (box === 'aside') return boxGone.includes(no.key);
  const [why] = await Promise.allSettled([lines.refuseUnlessOn(member, code, sent.text('session'))]);
  return why.status === 'rejected' && why.reason instanceof Refusal;
}

const plain = (text: string) => text.replace(/\r\n/g, '\n').trim();
/** They came from where they are kept, and nothing was changed in them there. */
async function liesThere({ member, box }: Words, sent: Sent): Promise<boolean> {
  if (!sent.has('unsent')) return false;
  const from = (await unsent.of(member)).find(({ id }) => id === sent.text('unsent'));
  return Boolean(from?.content.fields.some(([name, value]) => name === box && plain(value) === plain(sent.text(box))));
}

/**
 * Words that are turned away stand on the page again. Where there is no box for
 * them any more, the page alone would keep them, and forget them when it is
 * closed: so they are kept, sealed, with other words that did not arrive. So
 * they are where the room itself is gone, as that of a date called off meanwhile:
 * the page that nothing is there says where they lie, and nothing of why.
 */
async function keeping<Result>(work: () => Promise<Result>, words: Words, sent: Sent) {
  try {
    return await work();
  } catch (caught) {
    if (!sent.text(words.box).trim()) throw caught;
    if (caught instanceof NotFound && (await keep(words, sent))) sayKept(words.platform);
    if (!(caught instanceof Refusal) || !(await isBoxless(words, caught, sent))) throw caught;
    const isKept = await keep(words, sent);
    const { status, data } = refusedWith(caught, sent);
    return fail(status, { ...data, isKept });
  }
}

/** Whether they lie with other words that did not arrive: from before, or since now. */
async function keep(words: Words, sent: Sent): Promise<boolean> {
  const fields = [words.box, ...sentAlong].flatMap((name) => sent.all(name).map((value): [string, string] => [name, value]));
  return (await liesThere(words, sent)) || unsent.keepFor(words.member, words.place, fields);
}

/**
 * What can be done in it. `at` is the address of the page; `come` says, each
 * time, whether the asker may be there, and answers 404 when not.
 */
export function roomActions(at: (code: string) => string, come: (member: Member, code: string) => Promise<unknown> = () => Promise.resolve()) {
  const entering = async ({ locals, params: { code = '' } }: Event) => {
    const member = signedIn(locals);
    await come(member, code);
    return { member, code };
  };
  const said = ({ locals, platform, params: { code = '' } }: Event, box: Words['box'] = 'text'): Words => ({ member: signedIn(locals), code, place: `${at(code)}?/${box === 'text' ? 'say' : box}`, box, platform });
  const here = (work: (member: Member, code: string, sent: Sent) => Promise<unknown>, did = '') =>
    action(async (event: Event, sent: Sent) => {
      const { member, code } = await entering(event);
      await work(member, code, sent);
      redirect(303, `${at(code)}${did}`);
    });
  return {
    come: here((member, code, sent) => presences.stepIn(member, code, sent.text('session'))),
    out: here((member, _, sent) => presences.stepOut(member, sent.text('session'))),
    listen: here((member, _, sent) => presences.hear(member, sent.text('session'), { isListening: sent.text('on') === 'yes' })),
    spoken: here((member, _, sent) => presences.hear(member, sent.text('session'), { spoken: sent.text('spoken') }), '?did=spoken'),
    takeBack: here((member, _, sent) => lines.takeBack(member, sent.text('line'))),
    slow: here((member, code, sent) => sessions.slowTo(member, code, sent.text('session'), Number(sent.text('slow')))),
    close: here((member, code, sent) => sessions.close(member, code, sent.text('session'))),
    readOut: here((member, code, sent) => tables.readOut(member, code, sent.text('aside'), words('circles')('talk.asked')), '#last'),
    aside: action((event: Event, sent: Sent) => keeping(async () => {
      const { member, code } = await entering(event);
      await asides.tell(member, code, sent.text('session'), { text: sent.text('aside'), once: sent.text('once'), to: sent.text('to') });
      redirect(303, `${at(code)}?did=aside#asides`);
    }, said(event, 'aside'), sent)),
    say: action((event: Event, sent: Sent) => keeping(() => sendingThere(event, { kind: 'line', code: event.params.code ?? '' }, sent.text('phrase') ? '' : sent.text('text'), async () => {
      const { member, code } = await entering(event);
      const session = sent.text('session');
      const phrase = sent.text('phrase');
      if (isPhrase(phrase)) {
        await lines.say(member, code, session, { text: words('circles')(`phrase.${phrase}`), language: member.language, once: sent.text('once') });
        if (!sent.text('text').trim()) redirect(303, `${at(code)}#last`);
        return { typed: { text: sent.text('text'), once: randomUUID() }, ticked: { about: sent.all('about') } }; // what was being written stays
      }
      const asked = await answer(member, code, fieldsOf(sent), sent);
      if (asked.question) {
        await lines.refuseUnlessOn(member, code, session);
        return asked;
      }
      const { id } = await lines.say(member, code, session, { text: sent.text('text'), about: aboutsOf(sent.all('about')), language: member.language, once: sent.text('once') });
      redirect(303, `${at(code)}${(await assessing.lineAtOnce(id)) ? '?help#offer' : '#last'}`);
    }), said(event), sent)),
    change: action((event: Event, sent: Sent) => keeping(async () => {
      const { member, code } = await entering(event);
      await lines.refuseUnlessOn(member, code, sent.text('session'));
      return answer(member, code, changed(fieldsOf(sent), sent.text('change'), await knowingIn(member, code, fieldsOf(sent))), sent);
    }, said(event), sent))
  };
}
