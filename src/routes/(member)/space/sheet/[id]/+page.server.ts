import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as grants from '#care/grants';
import * as steps from '#care/next-steps';
import * as ties from '#care/ties';
import * as instruments from '#measures/instruments';
import { signedIn } from '#members/gate';
import * as checkIns from '#toolbox/check-ins';
import * as days from '#toolbox/days';
import * as items from '#toolbox/items';
import { byDay, mostly } from '#toolbox/note-rules';
import * as papers from '#toolbox/papers';
import type { Sheet } from '#toolbox/sheet-rules';
import * as sheets from '#toolbox/sheets';

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const { paper, items: shown, results } = await sheets.printed(member, params.id ?? '');
  const [all, done, notes, beside] = await Promise.all([
    items.of(member), sheets.answered(member), paper.content.withNotes ? checkIns.notes(member, 'month') : undefined, papers.beside<Sheet>(member, paper.id)
  ]);
  const noted = notes && byDay(notes.checkIns);
  const [people, sharing, written] = await Promise.all([ties.of(member), grants.of(member), steps.of(member, paper.id)]);
  return {
    version: paper.version, sheet: paper.content, day: paper.day, shown, items: all.map(({ id, content }) => ({ id, name: content.name })),
    results, answered: done.map((id) => ({ id, name: instruments.known(id)?.questionnaire.title ?? id })),
    once: randomUUID(), steps: written,
    people: people.filter((tie) => !tie.endedAt || written.some(({ tieId }) => tieId === tie.id)).map(({ id, name, role, organisation, checkWord, endedAt }) => {
      const shared = sharing.find(({ tieId, kind, thing }) => tieId === id && kind === 'questions' && thing === paper.id);
      return { id, name, role, organisation, checkWord, isEnded: Boolean(endedAt), grant: shared?.id, lastDay: shared?.lastDay };
    }),
    ...beside, notes: noted && { days: noted.length, body: mostly(noted, 'body'), mind: mostly(noted, 'mind') }
  };
});

export const actions = {
  change: action(async ({ locals, params }, sent) => {
    await sheets.change(signedIn(locals), params.id ?? '', (name) => sent.text(name), (name) => sent.all(name), Number(sent.text('version')));
    redirect(303, `/space/sheet/${params.id}`);
  }),
  takeAway: action(async ({ locals, params }) => {
    await sheets.takeAway(signedIn(locals), params.id ?? '');
    redirect(303, '/space/sheet?gone');
  }),
  share: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    await sheets.one(member, params.id ?? ''); // taken away meanwhile, there is nothing to share
    await grants.give(member, sent.text('tie'), { kind: 'questions', thing: params.id ?? '', days: '30' }, await days.now(member));
    redirect(303, `/space/sheet/${params.id}#steps`);
  }),
  stop: action(async ({ locals, params }, sent) => {
    await grants.takeBack(signedIn(locals), sent.text('grant'));
    redirect(303, `/space/sheet/${params.id}#steps`);
  }),
  step: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    await sheets.one(member, params.id ?? '');
    await steps.add(member, sent.text('tie'), params.id ?? '', sent.text('words'), sent.text('once'));
    redirect(303, `/space/sheet/${params.id}#steps`);
  }),
  tick: action(async ({ locals, params }, sent) => {
    await steps.tick(signedIn(locals), sent.text('step'), { done: sent.text('to') === 'done' });
    redirect(303, `/space/sheet/${params.id}#steps`);
  }),
  dropStep: action(async ({ locals, params }, sent) => {
    await steps.takeAway(signedIn(locals), sent.text('step'));
    redirect(303, `/space/sheet/${params.id}#steps`);
  }),
  settle: action(async ({ locals, params }, sent) => {
    await sheets.settle(signedIn(locals), params.id ?? '', sent.text('clash'), { take: sent.text('keep') === 'that' });
    redirect(303, `/space/sheet/${params.id}`);
  })
};
