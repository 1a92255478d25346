import { action, page, type Sent } from '#platform/http';
import { signedIn } from '#members/gate';
import { prove } from '#members/proving';
import { fields, type Details } from '#vault/field-rules';
import * as vault from '#vault/vault';

export const load = page(async ({ locals }) => {
  const knows = await vault.knows(signedIn(locals));
  return { isThere: vault.isThere(), knows, promise: vault.promise(knows) };
});

const detailsIn = (sent: Sent): Details => Object.fromEntries(fields.map((field) => [field, sent.text(field)]));

export const actions = {
  give: action(async ({ locals }, sent) => {
    const kept = await vault.put(signedIn(locals), detailsIn(sent));
    return { done: kept.length ? ('saved' as const) : ('nothing' as const) };
  }),
  show: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    await prove(member, sent.text('pass'));
    return { shown: await vault.show(member) };
  }),
  remove: action(async ({ locals }, sent) => {
    await vault.remove(signedIn(locals), sent.text('field'));
    return { done: 'removed' as const };
  }),
  forget: action(async ({ locals }) => {
    await vault.forget(signedIn(locals));
    return { done: 'allGone' as const };
  })
};
