import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as clockings from '#house/clockings';
import { minutesLeft } from '#house/clocking-rules';
import * as duty from '#house/duty';
import { host, moderator } from '#members/gate';
import * as going from '#safety/going';

export const load = page(async ({ locals, url }) => {
  const asker = host(locals);
  const [mine, here] = await Promise.all([clockings.mine(asker), duty.now()]);
  return { kept: mine && mine.state !== 'away' ? await going.whatKeeps(asker) : [], told: url.searchParams.has('told'), mine, left: minutesLeft(mine?.minutesToday ?? 0), here, now: new Date() };
});

const done = () => redirect(303, '/desk/mod/shift');
export const actions = {
  in: action(async ({ locals }, sent) => {
    await clockings.clockIn(host(locals), Number(sent.text('minutes')));
    done();
  }),
  break: action(async ({ locals }) => {
    await clockings.takeBreak(host(locals));
    done();
  }),
  back: action(async ({ locals }) => {
    await clockings.endBreak(host(locals));
    done();
  }),
  cannotStay: action(async ({ locals }) => {
    await going.cannotStay(moderator(locals));
    redirect(303, '/desk/mod/shift?told=');
  }),
  out: action(async ({ locals }) => {
    await going.clockOut(host(locals));
    done();
  })
};
