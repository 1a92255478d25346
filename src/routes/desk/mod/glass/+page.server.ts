import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { lead, moderator } from '#members/gate';
import { asLead, asSteward } from '#members/members';
import * as glass from '#safety/break-glass';
import * as glasses from '#safety/glasses';
import * as log from '#safety/glass-log';
import * as vault from '#vault/vault';

export const load = page(async ({ locals, url }) => {
  const asker = moderator(locals);
  const asking = asLead(asker);
  const caseId = url.searchParams.get('case');
  const [all, known, broken] = await Promise.all([
    asking || asSteward(asker) ? glasses.all(asker) : [], asking && caseId ? glass.known(asking, caseId) : undefined, asking || asSteward(asker) ? log.firstBreak() : undefined
  ]);
  return { isThere: vault.isThere(), isLead: Boolean(asking), all, known, caseId, bases: glass.bases, isBroken: broken !== undefined, language: locals.language, now: new Date() };
});

export const actions = {
  ask: action(async ({ locals, url }, sent) => {
    const { reason = '', basis = '', consent = '', why = '', pass = '', code = '' } = sent.fields;
    const id = await glass.ask(lead(locals), url.searchParams.get('case') ?? '', { reason, basis, consent, why, fields: sent.all('fields') }, { pass, code });
    redirect(303, `/desk/mod/glass/${id}`);
  })
};
