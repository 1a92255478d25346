/**
 * What a device is called in a member's own list, such as "Firefox · Android".
 *
 * Two names and no version: enough to know one's own phone again, too little
 * to know anybody by.
 */
const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'], [/\bOPR\/|\bOpera/, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Vivaldi/, 'Vivaldi'],
  [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS|Chromium/, 'Chrome'], [/Safari/, 'Safari']
];
const systems: [RegExp, string][] = [
  [/iPad/, 'iPad'], [/iPhone/, 'iPhone'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'Mac'], [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']
];
const first = (list: [RegExp, string][], agent: string) => list.find(([sign]) => sign.test(agent))?.[1];

/** Empty when the browser does not say. */
export const deviceWords = (agent: string | null) => [first(browsers, agent ?? ''), first(systems, agent ?? '')].filter(Boolean).join(' · ');

/** Only "own" is own: whatever else was sent is a device that others use too. */
export const deviceOf = (sent: string): 'shared' | 'own' => (sent === 'own' ? 'own' : 'shared');
