import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { asking } from '#db';
import { action, page } from '#platform/http';
import { provider } from '#care/gate';
import * as grants from '#care/grants';
import * as steps from '#care/next-steps';
import * as ties from '#care/ties';
import { read } from '../../shown.ts';

/** Looking and the row about it are one transaction: when reading fails, there was no look. */
export const load = page(async ({ locals, params }) => {
  const asker = await provider(locals);
  const [tie, id] = [params.tie ?? '', params.grant ?? ''];
  return asking(asker, async () => {
    const grant = await grants.open(asker, tie, id);
    const person = await ties.person(asker, tie);
    return {
      person: { id: person.id, knownAs: person.knownAs }, grant: { id, lastDay: grant.lastDay, opening: grant.openingId }, once: randomUUID(),
      shown: await read(grant, locals.language), steps: grant.kind === 'questions' ? await steps.readFor(grant, tie) : []
    };
  });
});

const back = (params: Partial<Record<string, string>>) => redirect(303, `/desk/care/${params.tie}/${params.grant}#steps`);
export const actions = {
  step: action(async ({ locals, params }, sent) => {
    await steps.addAs(await provider(locals), params.tie ?? '', params.grant ?? '', sent.text('words'), sent.text('once'));
    back(params);
  }),
  takeBack: action(async ({ locals, params }, sent) => {
    await steps.takeAwayAs(await provider(locals), params.tie ?? '', sent.text('step'));
    back(params);
  })
};
