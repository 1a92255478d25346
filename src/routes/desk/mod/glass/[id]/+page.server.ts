import { redirect } from '@sveltejs/kit';
import { action, page, type Sent } from '#platform/http';
import * as duty from '#house/duty';
import { lead, moderator } from '#members/gate';
import { asSteward } from '#members/members';
import * as glass from '#safety/break-glass';
import * as reviews from '#safety/glass-reviews';
import * as glasses from '#safety/glasses';
import * as noting from '#safety/noting';

export const load = page(async ({ locals, params }) => {
  const asker = moderator(locals);
  const found = await glasses.one(asker, params.id ?? '');
  return {
    glass: found, noted: found.caseId ? await noting.ofCase(asker, found.caseId) : [], mayNote: found.caseId !== null && await noting.may(asker, found.caseId), basis: glass.bases.find(({ id }) => id === found.basis), me: asker.name, isSteward: asSteward(asker) !== undefined, language: locals.language, now: new Date(), timeZone: (await duty.now()).timeZone
  };
});

const version = (sent: Sent) => Number(sent.text('version'));
const proof = (sent: Sent) => ({ pass: sent.text('pass'), code: sent.text('code') });
const back = (params: Partial<Record<string, string>>) => redirect(303, `/desk/mod/glass/${params.id}`);

export const actions = {
  agree: action(async ({ locals, params }, sent) => {
    await glass.agree(lead(locals), params.id ?? '', version(sent), proof(sent));
    back(params);
  }),
  alone: action(async ({ locals, params }, sent) => {
    await glass.openAlone(lead(locals), params.id ?? '', version(sent), proof(sent));
    back(params);
  }),
  turnDown: action(async ({ locals, params }, sent) => {
    await glass.turnDown(lead(locals), params.id ?? '', version(sent), sent.text('words'));
    back(params);
  }),
  /** What is seen stands in this one answer and nowhere else: no address leads to it. */
  see: action(async ({ locals, params }) => ({ seen: await glass.see(lead(locals), params.id ?? '') })),
  end: action(async ({ locals, params }, sent) => {
    const { recipient = '', outcome = '', telling = '', tellingWhy = '' } = sent.fields;
    await reviews.end(lead(locals), params.id ?? '', version(sent), { recipient, outcome, telling, tellingWhy });
    back(params);
  }),
  decideTelling: action(async ({ locals, params }, sent) => {
    const { telling = '', tellingWhy = '' } = sent.fields;
    await reviews.decideTelling(moderator(locals), params.id ?? '', version(sent), { telling, tellingWhy });
    back(params);
  }),
  tell: action(async ({ locals, params }, sent) => {
    await reviews.tellNow(moderator(locals), params.id ?? '', version(sent));
    back(params);
  }),
  second: action(async ({ locals, params }, sent) => {
    await reviews.secondLook(lead(locals), params.id ?? '', version(sent), sent.text('said'));
    back(params);
  }),
  review: action(async ({ locals, params }, sent) => {
    await reviews.review(moderator(locals), params.id ?? '', version(sent), sent.text('finding'), sent.text('words'));
    back(params);
  })
};
