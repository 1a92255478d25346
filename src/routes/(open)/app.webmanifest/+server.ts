/** What a device is told about the installed app: the name and picture this person chose before they installed it, and nothing of ours. */
import { error, json, type RequestHandler } from '@sveltejs/kit';
import * as settings from '#members/settings';

export const GET: RequestHandler = async ({ locals: { member, language } }) => {
  const app = member && (await settings.appOf(member));
  if (!app?.name) error(404);
  const icon = (size: number, purpose: string) => ({ src: `/app-icons/${app.icon}-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose });
  return json({
    id: '/', name: app.name, short_name: app.name, lang: language, start_url: '/today', scope: '/', display: 'standalone',
    background_color: '#faf6ef', theme_color: '#faf6ef', icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')]
  }, { headers: { 'content-type': 'application/manifest+json', 'cache-control': 'no-store' } });
};
