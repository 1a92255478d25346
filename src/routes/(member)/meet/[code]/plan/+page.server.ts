import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { isCountry } from '#gatherings/date-rules';
import { kindsFor } from '#gatherings/gathering-rules';
import { planOf } from '#gatherings/plan-rules';
import * as plans from '#gatherings/plans';
import { isTimeZone } from '#house/duty-rules';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import { asHost } from '#members/members';
import * as personas from '#members/personas';
import * as assessing from '#safety/assessing';
import { lookedOver } from '../../planned.ts';

/** The clock a gathering goes by: its country's. */
const zones = { GB: 'Europe/London', NO: 'Europe/Oslo' } as const;

export const load = page(async ({ locals, params: { code = '' } }) => {
  const member = signedIn(locals);
  const here = await personas.inPlace(member, code);
  if (here.isClosed) notFound();
  const [{ homeCountry }, isUnread] = await Promise.all([sayings.sayAnyway(member.language), assessing.isOff()]);
  return { here, isUnread, kinds: kindsFor(asHost(member) !== undefined), once: randomUUID(), country: isCountry(homeCountry) ? homeCountry : 'GB', language: member.language };
});

export const actions = {
  plan: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const here = await personas.inPlace(member, code);
    const plan = planOf((name) => sent.text(name), (name) => sent.has(name));
    const question = await lookedOver(member, here.space, plan, sent);
    if (question) return { typed: sent.fields, question };
    const sentCountry = sent.text('country');
    const country = isCountry(sentCountry) ? sentCountry : 'GB';
    const zone = zones[country];
    const { code: begun } = await plans.begin(member, here, plan, {
      first: sent.text('first').trim(), at: sent.text('at').trim().replace('.', ':').replace(/^(\d):/, '0$1:'), timeZone: isTimeZone(zone) ? zone : 'UTC', country, every: sent.text('every'), times: Number(sent.text('times')) || 1, onHoliday: sent.text('onHoliday')
    }, sent.text('once'));
    redirect(303, `/meet/g/${begun}/host?saved=`);
  })
};
