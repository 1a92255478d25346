import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { kindsFor } from '#gatherings/gathering-rules';
import { planOf, typedOf } from '#gatherings/plan-rules';
import * as plans from '#gatherings/plans';
import * as sittings from '#gatherings/sittings';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import { asHost } from '#members/members';
import * as personas from '#members/personas';
import * as assessing from '#safety/assessing';
import { planWords } from '#safety/turned-away-rules';
import { offeredThere, sendingThere } from '../../../../offered.ts';
import { lookedOver } from '../../../planned.ts';

export const load = page(async ({ locals, params: { code = '' } }) => {
  const member = signedIn(locals);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const [plan, one] = [await plans.planOf(member, code), await sittings.one(member, code, smallestArea)];
  const offered = await offeredThere(member, { kind: 'plan', code }, [], [one.gatheringId]);
  return { offered, kept: typedOf(plan), one, here: await personas.at(member, one.place), kinds: kindsFor(asHost(member) !== undefined) };
});

export const actions = {
  default: action(async ({ locals, platform, params: { code = '' } }, sent) => {
    const plan = planOf((name) => sent.text(name), (name) => sent.has(name));
    const member = signedIn(locals);
    const question = await lookedOver(member, await sittings.spaceOf(member, code), plan, sent);
    if (question) return { typed: sent.fields, question };
    const text = planWords.map((name) => plan[name]).filter(Boolean).join('\n\n');
    const isOffered = await assessing.gatheredAtOnce(member, 'plan', await sendingThere({ locals, platform }, { kind: 'plan', code }, text, () => plans.change(member, code, plan)));
    redirect(303, `/meet/g/${code}/host?saved=${isOffered ? '#offer' : ''}`);
  })
};
