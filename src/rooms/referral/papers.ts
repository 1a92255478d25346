/** What stands on a sheet, in the language it is printed in, which may be another than the page's. */
import { draw } from '#platform/qr';
import { say, type Language } from '#platform/words';
import * as sayings from '#house/sayings';
import type { Paper } from '#referral/paper-rules';

const keys = ['paper.head', 'paper.head2', 'paper.what', 'paper.points1', 'paper.points2', 'paper.points3', 'paper.points4', 'paper.scan', 'paper.nobody', 'paper.limits', 'paper.urgent',
  ...['what', 'who', 'when', 'try', 'safe', 'not'].flatMap((part) => [`leaflet.${part}Title`, `leaflet.${part}`])];

/** `address` is what the QR picture and the letters beside it lead to. */
export async function paper(language: Language, address: string): Promise<Paper> {
  const { hostName } = await sayings.sayAnyway(language);
  const said = Object.fromEntries(keys.map((key) => [key, say(language, 'referral', key)]));
  return { language, address, qr: draw(address), hasHost: hostName !== '', say: { ...said, 'paper.who': say(language, 'referral', 'paper.who', { host: hostName }) } };
}
