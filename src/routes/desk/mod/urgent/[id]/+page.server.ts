import { redirect } from '@sveltejs/kit';
import { action, page, type Sent } from '#platform/http';
import * as duty from '#house/duty';
import { moderator } from '#members/gate';
import { asLead } from '#members/members';
import * as escalations from '#safety/escalations';
import * as inThread from '#safety/friends';
import * as handing from '#safety/handing';
import * as noting from '#safety/noting';
import * as queue from '#safety/queue';
import * as resting from '#safety/resting';
import * as urgent from '#safety/urgent-records';
import * as talks from '#team/talks';

export const load = page(async ({ locals, params, url }) => {
  const asker = moderator(locals);
  const id = params.id ?? '';
  const whole = await queue.one(asker, id);
  if (whole.level !== 'urgent' && whole.level !== 'concern' && !(await urgent.of(asker, id)).record) redirect(303, `/desk/mod/cases/${id}`);
  const [{ record }, colleagues, onCall, knocked, noted, mayNote, rests, friends] = await Promise.all([urgent.of(asker, id), handing.colleagues(asker, id), duty.onCall(), escalations.of(asker, id), noting.ofCase(asker, id), noting.may(asker, id), resting.of(asker, id), inThread.of(asker, id)]);
  const isTalkOwed = Boolean(record?.endedAt && (record.isMine || record.isSecond)) && !(await talks.isHeld(asker, id));
  return {
    isTalkOwed, isLead: Boolean(asLead(asker)), handed: whole.activity.find(({ what }) => what === 'handed'), case: whole, record, knocked, noted, mayNote, rests, friends, colleagues: colleagues.map((one) => ({ ...one, isOnCall: onCall.some(({ personaId }) => personaId === one.id) })),
    now: new Date(), timeZone: (await duty.now()).timeZone, saved: url.searchParams.has('saved')
  };
});

const version = (sent: Sent) => Number(sent.text('version'));
const back = (params: Partial<Record<string, string>>, anchor = '') => redirect(303, `/desk/mod/urgent/${params.id}?saved=${anchor && `#${anchor}`}`);

export const actions = {
  begin: action(async ({ locals, params }) => {
    await urgent.begin(moderator(locals), params.id ?? '');
    back(params);
  }),
  tick: action(async ({ locals, params }, sent) => {
    await urgent.tick(moderator(locals), params.id ?? '', version(sent), sent.text('step'));
    back(params, `step-${sent.text('step')}`);
  }),
  second: action(async ({ locals, params }, sent) => {
    await urgent.nameSecond(moderator(locals), params.id ?? '', version(sent), sent.text('second'));
    back(params, 'step-second');
  }),
  alone: action(async ({ locals, params }, sent) => {
    await urgent.goAlone(moderator(locals), params.id ?? '', version(sent), sent.text('alone'));
    back(params, 'step-second');
  }),
  write: action(async ({ locals, params }, sent) => {
    const { said = '', offered = '', answer = '', told = '', content = '' } = sent.fields;
    await urgent.write(moderator(locals), params.id ?? '', version(sent), { said, offered, answer, told, content });
    back(params, 'record');
  }),
  end: action(async ({ locals, params }, sent) => {
    await urgent.end(moderator(locals), params.id ?? '', version(sent), { outcome: sent.text('outcome'), words: sent.text('words'), followUpHours: Number(sent.text('followUp') || NaN) });
    back(params);
  }),
  followUp: action(async ({ locals, params }, sent) => {
    await urgent.followUp(moderator(locals), params.id ?? '', version(sent), sent.text('followUp'));
    back(params);
  }),
  friends: action(async ({ locals, params }, sent) => {
    await inThread.put(moderator(locals), params.id ?? '', version(sent), sent.text('friends'));
    back(params, 'step-friends');
  }),
  friendsAway: action(async ({ locals, params }) => {
    await inThread.takeAway(moderator(locals), params.id ?? '');
    back(params, 'step-friends');
  }),
  rest: action(async ({ locals, params }) => {
    await resting.begin(moderator(locals), params.id ?? '');
    back(params, 'rest');
  }),
  wake: action(async ({ locals, params }, sent) => {
    await resting.end(moderator(locals), params.id ?? '', sent.text('restWhy'));
    back(params, 'rest');
  }),
  hand: action(async ({ locals, params }, sent) => {
    await handing.handOver(moderator(locals), params.id ?? '', version(sent), sent.text('to'), sent.text('note'));
    back(params, 'hand');
  }),
  accept: action(async ({ locals, params }, sent) => {
    await urgent.accept(moderator(locals), params.id ?? '', version(sent));
    back(params);
  }),
  decline: action(async ({ locals, params }, sent) => {
    await handing.decline(moderator(locals), params.id ?? '', version(sent));
    redirect(303, '/desk/mod');
  })
};
