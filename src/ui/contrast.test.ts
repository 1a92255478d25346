/**
 * The colour promises of the design, recomputed from tokens.css.
 * The figures are the table of the design document: light, dark, soft, contrast.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const themes = ['light', 'dark', 'soft', 'contrast'] as const;
type Theme = (typeof themes)[number];
type Roles = Record<string, string>;

/** Every rule that paints, in the order of the file. */
const rules = [...css.matchAll(/([^{};]+)\{([^{}]*--paper:[^{}]*)\}/g)].map(([, selector, body]) => ({
  selector: selector!.replace(/\s+/g, ' ').trim(),
  roles: Object.fromEntries([...body!.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, role, value]) => [role!, value!.trim()])) as Roles
}));

const rolesOf = (theme: Theme) => rules.find(({ selector }) => selector.endsWith(`[data-theme='${theme}']`))!.roles;

function light(hex: string) {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`not a colour: ${hex}`);
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(roles: Roles, front: string, ground: string) {
  const [bright, dim] = [light(roles[front]!), light(roles[ground]!)].sort((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

const body = 7, text = 4.5, edge = 3, focus = 9, any = 1;

/** front, ground, floor, then the ratio in each theme as the table gives it. */
const table: [string, string, number, ...number[]][] = [
  ['ink', 'paper', body, 14.07, 15.03, 9.5, 21],
  ['ink', 'surface', body, 15.16, 13.55, 10.21, 21],
  ['ink', 'sunken', body, 12.69, 15.92, 8.41, 21],
  ['ink', 'pine-soft', body, 12.33, 10.92, 8.82, 21],
  ['muted', 'sunken', text, 7.02, 8.89, 6.77, 21],
  ['link', 'paper', text, 7.98, 9.62, 7.16, 14.33],
  ['visited', 'paper', text, 9.21, 9.61, 7.81, 12.06],
  ['on-pine', 'pine', text, 8.0, 8.99, 6.9, 16.5],
  ['on-pine-soft', 'pine-soft', text, 8.64, 9.39, 6.97, 16.5],
  ['on-plum', 'plum', text, 9.92, 9.13, 8.4, 11.24],
  ['plum', 'plum-soft', text, 7.93, 7.39, 6.84, 11.24],
  ['clay', 'clay-soft', text, 5.43, 6.77, 5.16, 12.07],
  ['clay', 'paper', text, 6.24, 8.68, 5.78, 12.07],
  ['moss', 'moss-soft', text, 6.03, 8.25, 5.97, 16.93],
  ['amber', 'amber-soft', text, 6.29, 8.45, 6.24, 14.54],
  ['brick', 'brick-soft', text, 6.16, 7.76, 5.92, 10.27],
  ['control', 'sunken', edge, 3.55, 5.35, 3.62, 21],
  ['line', 'paper', any, 1.43, 1.64, 1.42, 21],
  ['focus-in', 'focus-out', focus, 9.82, 11.33, 9.82, 16.5]
];

/** Pairs the parts draw that the table does not list. */
const others: [string, string, number][] = [
  ...['ink', 'muted', 'link', 'visited'].flatMap((front): [string, string, number][] =>
    ['paper', 'surface', 'sunken', 'pine-soft', 'plum-soft', 'amber-soft', 'moss-soft', 'brick-soft', 'clay-soft']
      .map((ground) => [front, ground, front === 'ink' ? body : text])),
  ...['pine', 'plum', 'brick'].flatMap((front): [string, string, number][] =>
    ['paper', 'surface', 'sunken'].map((ground) => [front, ground, text])),
  ...['paper', 'surface', 'sunken', 'pine-soft'].map((ground): [string, string, number] => ['control', ground, edge]),
  ...['ramp-1', 'ramp-2', 'ramp-3', 'ramp-4'].map((ground): [string, string, number] => ['ink', ground, text]),
  ['on-pine', 'on-pine-soft', text] // the main button under a pointer
];

const tiles: [string, string][] = [
  ['pine', 'pine-soft'], ['plum', 'plum-soft'], ['clay', 'clay-soft'], ['moss', 'moss-soft'],
  ['amber', 'amber-soft'], ['link', 'teal-soft'], ['heather', 'heather-soft'], ['muted', 'stone-soft']
];

describe.each(themes)('the %s theme', (theme) => {
  const roles = rolesOf(theme);
  const column = themes.indexOf(theme);

  it.each(table)('%s on %s', (front, ground, floor, ...listed) => {
    const found = ratio(roles, front, ground);
    expect(found).toBeGreaterThanOrEqual(floor);
    expect(found.toFixed(2)).toBe(listed[column]!.toFixed(2));
  });

  it.each(others)('%s on %s holds its floor', (front, ground, floor) => {
    expect(ratio(roles, front, ground)).toBeGreaterThanOrEqual(floor);
  });

  it('draws every avatar tile clearly, and in light within the designed range', () => {
    for (const [front, ground] of tiles) {
      expect(ratio(roles, front, ground), front).toBeGreaterThanOrEqual(5);
      if (theme === 'light') {
        expect(ratio(roles, front, ground), front).toBeGreaterThanOrEqual(5.42);
        expect(ratio(roles, front, ground), front).toBeLessThanOrEqual(7.94);
      }
    }
  });

  it('names the same roles as light', () => {
    expect(Object.keys(roles)).toEqual(Object.keys(rolesOf('light')));
  });
});

describe('a theme the device asks for', () => {
  it('is the same as the one a person can choose', () => {
    const asked = rules.filter(({ selector }) => selector.includes(':not([data-theme])'));
    expect(asked.map(({ roles }) => roles)).toEqual([rolesOf('dark'), rolesOf('contrast')]);
  });
});

describe('raw colours', () => {
  it('live in tokens.css only', () => {
    const sheets = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.css') && file !== 'tokens.css');
    for (const file of sheets) {
      const rest = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      expect(rest, file).not.toMatch(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color-mix)\(/i);
    }
  });
});
