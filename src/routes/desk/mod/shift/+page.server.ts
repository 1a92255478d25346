import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as clockings from '#house/clockings';
import { minutesLeft } from '#house/clocking-rules';
import * as duty from '#house/duty';
import { host } from '#members/gate';

export const load = page(async ({ locals }) => {
  const asker = host(locals);
  const [mine, here] = await Promise.all([clockings.mine(asker), duty.now()]);
  return { mine, left: minutesLeft(mine?.minutesToday ?? 0), here, now: new Date() };
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
  out: action(async ({ locals }) => {
    await clockings.out(host(locals));
    done();
  })
};
