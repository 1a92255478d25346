import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as checkIns from '#toolbox/check-ins';
import * as items from '#toolbox/items';
import { byDay, mostly } from '#toolbox/note-rules';
import * as papers from '#toolbox/papers';
import type { Sheet } from '#toolbox/sheet-rules';
import * as sheets from '#toolbox/sheets';

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const { paper, items: shown } = await sheets.printed(member, params.id ?? '');
  const [all, notes, before] = await Promise.all([
    items.of(member), paper.content.withNotes ? checkIns.notes(member, 'month') : undefined, paper.hasClash ? papers.earlier<Sheet>(member, paper.id) : []
  ]);
  const days = notes && byDay(notes.checkIns);
  return {
    version: paper.version, sheet: paper.content, day: paper.day, shown, items: all.map(({ id, content }) => ({ id, name: content.name })),
    clash: before.find(({ isClash }) => isClash), notes: days && { days: days.length, body: mostly(days, 'body'), mind: mostly(days, 'mind') }
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
  settle: action(async ({ locals, params }, sent) => {
    await papers.settle(signedIn(locals), 'sheet', params.id ?? '', sent.text('clash'), { take: sent.text('keep') === 'that' });
    redirect(303, `/space/sheet/${params.id}`);
  })
};
