import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import * as pages from '#house/pages';

export const load = page(async ({ locals: { language } }) => ({ text: (await pages.read('moderation', language)) ?? notFound() }));
