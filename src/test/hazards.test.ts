/** The hazard log keeps its word: each control names a test that is there and runs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultOf, type Named } from '#test/named-tests';

type Control = { control: string; test: Named };
type Risk = { consequence: number; likelihood: number };
type Hazard = { id: string; hazard: string; status: 'controlled' | 'open'; why?: string; initial?: Risk; residual?: Risk; controls: Control[] };
const { hazards } = JSON.parse(readFileSync('docs/safety/hazards.json', 'utf8')) as { hazards: Hazard[] };

describe('the hazard log', () => {
  it.each(hazards.map((hazard) => [hazard.id, hazard] as const))('%s is controlled by tests that run, or says why it is open', (_, { status, why, controls, initial, residual }) => {
    expect(controls.map(({ test }) => faultOf(test)).filter(Boolean)).toEqual([]);
    if (status === 'open') return void expect(why).toBeTruthy();
    expect(controls.length).toBeGreaterThan(0);
    const weight = ({ consequence, likelihood }: Risk) => consequence * likelihood;
    expect(weight(residual!)).toBeLessThan(weight(initial!));
  });
  it('names the sixteen hazards of the safety guide at least, each once', () => {
    const ids = hazards.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (let n = 1; n <= 16; n++) expect(ids).toContain(`H${n}`);
  });
  it('notices a test that is missing, renamed or skipped', () => {
    const control = (title: string) => ({ file: 'x', title });
    const read = () => `it('stands', () => {}); it.skip('rests', () => {});`;
    expect(faultOf(control('stands'), read)).toBeUndefined();
    expect(faultOf(control('rests'), read)).toContain('skipped');
    expect(faultOf(control('gone'), read)).toContain('not in');
    expect(faultOf(control('stands'), () => undefined)).toContain('not there');
    for (const away of ["// it('stands', () => {});", "/* it('stands', () => {});\n */", "  done(); // it('stands', () => {})", "const url = 'https://x'; // it('stands')"]) expect(faultOf(control('stands'), () => away), away).toContain('not in');
    expect(faultOf(control('stands // and walks'), () => "it('stands // and walks', () => {}); // it('rests')")).toBeUndefined();
    expect(faultOf(control('stands'), () => "const quote = /[\"'`]/; // odd\nit('stands', () => {});")).toBeUndefined();
  });
});
