// Goal: the drawings that ship are those of the charts as they are.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chartModels } from '../../src/inspect/index/charts/model.ts';
import { flowFinder } from '../../src/inspect/index/charts/flow.ts';
import { layOut } from '../../visualizer/layout/lay-out.ts';
import { orderStatePlaces } from '../../visualizer/page/words.ts';
import type { DrawnChart } from '../../visualizer/layout/drawn.ts';

const path = fileURLToPath(new URL('../../visualizer/public/charts.json', import.meta.url));
const drawn = JSON.parse(readFileSync(path, 'utf8')) as readonly DrawnChart[];

describe('the drawn charts', () => {
  it('have the states of an order that a lane holds where the page looks for them', () => {
    const { states } = drawn.find(({ name }) => name === 'order')!;
    for (const [key, at] of Object.entries(orderStatePlaces)) expect(states[at]?.path).toBe(`execution.pending.${key}`);
  });

  it('are those of the machines: `npm run charts` writes them anew', async () => {
    expect(drawn.map(({ name }) => name)).toEqual(chartModels.map(({ name }) => name));
    for (const chart of chartModels) expect(drawn.find(({ name }) => name === chart.name)).toEqual(await layOut(chart));
  });

  it.each(drawn)('$name: everything has a place inside, and children lie inside of their parents', (chart) => {
    const places = new Map(chart.places.map((place) => [place.path, place]));
    for (const { path: state, parent } of chart.states) {
      const place = places.get(state)!;
      const around = parent === null ? { x: 0, y: 0, width: chart.width, height: chart.height } : places.get(parent)!;
      expect(place.x).toBeGreaterThanOrEqual(around.x);
      expect(place.y).toBeGreaterThanOrEqual(around.y);
      expect(place.x + place.width).toBeLessThanOrEqual(around.x + around.width + 1);
      expect(place.y + place.height).toBeLessThanOrEqual(around.y + around.height + 1);
    }
  });

  it.each(drawn)('$name: every transition that leads somewhere is on one edge, with its words', (chart) => {
    const places = chart.groups.flatMap(({ edges }) => edges).toSorted((left, right) => left - right);
    expect(places).toEqual(chart.edges.map((_, index) => index));
    for (const { points, words, edges } of chart.groups) {
      expect(points.length).toBeGreaterThan(1);
      expect(new Set(words.map(({ edge }) => edge))).toEqual(new Set(edges));
    }
  });

  it.each(chartModels)('$name: a step along an edge is found as that way', (chart) => {
    const flow = flowFinder(chart);
    const leaves = chart.states.filter(({ kind }) => kind === 'atomic');
    for (const edge of chart.edges) {
      const from = leaves.find(({ path: leaf }) => leaf === edge.source || leaf.startsWith(`${edge.source}.`));
      const to = leaves.find(({ path: leaf }) => leaf === edge.target);
      if (from === undefined || to === undefined) continue;
      const found = flow(from.path, edge.event, to.path);
      expect(found.length).toBeGreaterThan(0);
      expect(chart.edges[found.at(-1)!]?.target).toBe(edge.target);
    }
  });
});
