// Goal: the drawing is Mermaid, and it is the chart. Method: each line must be of a form that Mermaid's grammar knows, and
// the states, nestings and edges that are read back from the text must be those of the chart.
import type { AnyStateMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../machines/catalogue.ts';
import { nodesOf, transitionsOf } from '../../../src/xstate/compile/refusals.ts';
import { mermaidOf } from '../../../src/xstate/describe.ts';
import { LABEL_LENGTH_MAX } from '../../../src/xstate/describe/mermaid.ts';
import { sampleMachine } from './sample-chart.ts';

const ID = '[A-Za-z0-9_]+';
/** What may stand in a label: Mermaid ends one at a colon, a semicolon or a line's end, but for its own `#code;`. */
const LABEL = '(?:#[a-z0-9]+;|[^:;#"{}\\n])+';
const STATE = new RegExp(`^state "(${LABEL})" as (${ID})( \\{)?$`);
const EDGE = new RegExp(`^(${ID}|\\[\\*\\]) --> (${ID}|\\[\\*\\])(?: : (${LABEL}))?$`);
const LINE = new RegExp(`^(${ID}) : (${LABEL})$`);
const NOTE = new RegExp(`^note right of (${ID}) : (${LABEL})$`);

interface Drawing {
  readonly parents: ReadonlyMap<string, string>;
  readonly edges: readonly string[];
  readonly initials: readonly string[];
  readonly finals: readonly string[];
  readonly dividers: number;
  readonly labels: readonly string[];
}

const read = (text: string): Drawing => {
  const [head, ...lines] = text.trimEnd().split('\n');
  expect(head).toBe('stateDiagram-v2');
  const around: string[] = [];
  const parents = new Map<string, string>();
  const edges: string[] = [];
  const initials: string[] = [];
  const finals: string[] = [];
  const labels: string[] = [];
  let dividers = 0;
  for (const line of lines.map((one) => one.trim())) {
    const state = STATE.exec(line);
    const edge = EDGE.exec(line);
    const said = LINE.exec(line) ?? NOTE.exec(line);
    if (state !== null) {
      const id = state[2] ?? '';
      expect(parents.has(id), `${id} is declared once`).toBe(false);
      parents.set(id, around.at(-1) ?? '');
      if (state[3] !== undefined) around.push(id);
    } else if (edge !== null) {
      const [, source = '', target = '', label] = edge;
      if (source === '[*]') initials.push(target);
      else if (target === '[*]') finals.push(source);
      else edges.push(`${source} ${target}`);
      if (label !== undefined) labels.push(label);
    } else if (said !== null) {
      expect(parents.has(said[1] ?? ''), `${said[1]} is declared before it is spoken of`).toBe(true);
      labels.push(said[2] ?? '');
    } else if (line === '--') dividers += 1;
    else if (line === '}') around.pop();
    else expect.unreachable(`Mermaid knows no such line: ${line}`);
  }
  expect(around).toEqual([]);
  return { parents, edges, initials, finals, dividers, labels };
};

const charts: readonly (readonly [string, AnyStateMachine])[] = [
  ['sample', sampleMachine],
  ...catalogue.map(({ name, machine }) => [name, machine] as const),
];

describe.each(charts)('%s', (_name, machine) => {
  const drawing = read(mermaidOf(machine));
  const nodes = nodesOf(machine);
  const idOf = (node: (typeof nodes)[number]): string => [machine.id, ...node.path].join('_');

  test('every state is drawn once, inside the state it belongs to', () => {
    expect([...drawing.parents]).toEqual(nodes.map((node) => [idOf(node), node.parent ? idOf(node.parent) : '']));
  });

  test('every transition that moves is an edge, and nothing else is', () => {
    const expected = nodes.flatMap((node) =>
      transitionsOf(node).flatMap(({ target }) => (target ?? []).map((to) => `${idOf(node)} ${idOf(to)}`)),
    );
    expect(drawing.edges.toSorted()).toEqual([...new Set(expected)].toSorted());
  });

  test('starts, ends and regions are marked', () => {
    const compounds = nodes.filter((node) => node.type === 'compound');
    expect(drawing.initials).toEqual(compounds.flatMap((node) => node.initial.target.map(idOf)));
    expect(drawing.finals.toSorted()).toEqual(
      nodes
        .filter(({ type }) => type === 'final')
        .map(idOf)
        .toSorted(),
    );
    const parallels = nodes.filter((node) => node.type === 'parallel');
    expect(drawing.dividers).toBe(parallels.reduce((sum, { states }) => sum + Object.keys(states).length - 1, 0));
  });

  test('no line of a label is longer than a label may be', () => {
    const lines = drawing.labels.flatMap((label) => label.split('<br/>'));
    const lengths = lines.map((line) => line.replace(/^• /, '').replaceAll(/#[a-z0-9]+;/g, '_').length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(LABEL_LENGTH_MAX);
  });
});

test('a label says event, guard and actions, and escapes what Mermaid would read', () => {
  const text = mermaidOf(sampleMachine);
  expect(text).toContain('house_open_door_ajar --> house_open_door_closed : door.closed');
  expect(text).toContain(
    'house_open_door_closed --> house_open_door_ajar : • door.opened [hasKey and (isLate or not isOpen)]<br/>',
  );
  expect(text).toContain('[in open.bell.loud] / ring');
  expect(text).toContain('house_open_door_ajar : door.kicked / count, ring');
  expect(text).toContain('note right of house_open : entry / count, ring');
  expect(text).toContain('house_asleep : exit / say(word = morning, times = 2)');
});
