import { page } from '#platform/http';
import * as samples from '#forum/samples';
import * as opening from '#house/opening';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';

export const load = page(async ({ locals: { language, member } }) => {
  if (!(await opening.isOpen())) return { conduct: undefined, missing: await opening.missing() };
  const [conduct, lesson, shown] = await Promise.all([sayings.conduct(language), pages.read('lesson', language), samples.shown(language)]);
  return { conduct, lesson, samples: member?.session.day === 'bad' ? shown.slice(0, 1) : shown };
});
