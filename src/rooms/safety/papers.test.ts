import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NotFound } from '#platform/answers';
import type { Steward } from '#members/members';
import * as papers from '#safety/papers';

const steward = {} as Steward;

describe('what stewards read of how safety is kept', () => {
  it('is every paper there is, the card of the model among them, with its figures; and nothing by another name (MOD-9)', () => {
    expect([...papers.papers, 'hazards.json'].map((name) => (name.includes('.') ? name : `${name}.md`)).toSorted()).toEqual(readdirSync('docs/safety').toSorted());
    for (const name of papers.papers) expect(papers.paper(steward, name, 'Table').title.length, name).toBeGreaterThan(5);
    const { html } = papers.paper(steward, 'triage', 'Table');
    expect(html).toMatch(/What it is not[\s\S]*urgent found[\s\S]*0\.9/);
    expect(html.match(/<table>/g)!.length, 'each table scrolls by itself, under a name of its own').toBe(new Set(html.match(/aria-label="Table \d+"><table>/g)).size);
    expect(papers.papers.map((name) => papers.paper(steward, name, 'Table').html).join()).not.toMatch(/<th[^>]*><\/th>|style=/);
    for (const other of ['', 'hazards', '../../package', 'constructor', 'triage.md']) expect(() => papers.paper(steward, other, '')).toThrow(NotFound);
  });
  it('is the hazard log, each with what is done and what proves it', () => {
    const all = papers.hazards(steward);
    expect(all.length).toBeGreaterThanOrEqual(18);
    for (const { id, hazard, cause, effect, controls } of all) expect([hazard, cause, effect, ...controls.map(({ test }) => test.title)].every(Boolean), id).toBe(true);
  });
});
