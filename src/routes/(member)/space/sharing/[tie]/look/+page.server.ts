import { asking } from '#db';
import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { onlySingle, shareables } from '#care/grant-rules';
import * as grants from '#care/grants';
import * as steps from '#care/next-steps';
import * as ties from '#care/ties';
import { signedIn } from '#members/gate';
import * as sayings from '#house/sayings';
import { read } from '../../../../../desk/care/shown.ts';
import { meantBy, thingsOf } from '../../things.ts';

/** The provider's own page, read the same way, of one's own things. */
export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const tie = await ties.one(member, params.tie ?? '');
  const kind = shareables.find((one) => one === url.searchParams.get('kind')) ?? notFound();
  const said = url.searchParams.get('thing') ?? '';
  const first = !said && onlySingle.includes(kind) ? (await thingsOf(member))[kind as 'questions'][0]?.id : said;
  if (first === undefined) return { tie, kind, isShared: false, shown: undefined, steps: [], timeZone: '' };
  const [thing, withAnswers] = [meantBy(kind, first), url.searchParams.has('answers')];
  const isShared = (await grants.of(member)).some((one) => one.tieId === tie.id && one.kind === kind && (one.thing === thing || !one.thing) && one.withAnswers === withAnswers);
  const grant = grants.preview(member, kind, thing, withAnswers);
  const [shown, written] = await asking(member, async () => [await read(grant, locals.language), grant.kind === 'questions' ? await steps.readFor(grant, tie.id) : []] as const);
  return { tie, kind, isShared, shown, steps: written, timeZone: (await sayings.sayAnyway(locals.language)).timeZone };
});
