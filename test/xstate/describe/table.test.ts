// Goal: the table tells what XState does. Method: on the sample by hand; on every real chart by asking the interpreter,
// from every state and for every event, which transitions it takes, and looking them up.
import { createActor, type AnyMachineSnapshot, type AnyStateNode, type AnyTransitionDefinition } from 'xstate';
import { describe, expect, test } from 'vitest';
import { shortestPaths, textOf } from '../../../src/xstate/graph.ts';
import { tableOf, type ChartTable } from '../../../src/xstate/describe.ts';
import type { TableCase, TableState } from '../../../src/xstate/describe/table.ts';
import { actionText, guardText, stateText } from '../../../src/xstate/describe/words.ts';
import { chartWalks, type ChartWalk } from '../../machines/walks.ts';
import { sampleMachine } from './sample-chart.ts';

const stateIn = (table: ChartTable, state: string): TableState => {
  const found = table.regions.flatMap(({ states }) => states).find((one) => one.state === state);
  if (found === undefined) throw new Error(`The table has no state '${state}'.`);
  return found;
};

const casesFor = (table: ChartTable, state: string, eventType: string): readonly TableCase[] => {
  const { rows } = stateIn(table, state);
  const row = rows.find(({ events }) => events.includes(eventType));
  const isNamed = table.events.includes(eventType);
  return row?.cases ?? (isNamed ? [] : (rows.find(({ events }) => events.includes('*'))?.cases ?? []));
};

describe('the sample', () => {
  const table = tableOf(sampleMachine);
  const short = (state: string, eventType: string): readonly string[] =>
    casesFor(table, state, eventType).map(
      ({ from, guard, target, actions }) => `${from}: [${guard ?? ''}] → ${target ?? 'stays'} / ${actions.join(', ')}`,
    );

  test('the innermost state comes first, its ancestors after, and an unguarded case ends the list', () => {
    expect(short('open.door.closed', 'door.kicked')).toEqual([
      'open.door.closed: [in open.bell.loud] → open.door.broken / ring',
      'open.door: [isLate] → open.door.broken / ',
      'open.door: [] → stays / count',
    ]);
    expect(short('open.door.ajar', 'door.kicked')).toEqual(['open.door.ajar: [] → stays / count, ring']);
  });

  test('a wildcard takes what the state does not name, the longest first', () => {
    expect(short('asleep', 'bell.rung')).toEqual(['asleep: [] → stays / ring']);
    expect(short('asleep', 'door.opened')).toEqual(['house: [] → stays / count']);
    expect(short('asleep', 'never.heard')).toEqual(['house: [] → stays / count']);
  });

  test('steps without an event, and the end of a state, stand where they are taken', () => {
    expect(short('open.door.closed', 'always')).toEqual([
      'open.door.closed: [isKind(oneOf = [a, b])] → open.door.ajar / ',
    ]);
    expect(short('open.door.broken', 'done(open.door)')).toEqual(['open.door: [] → ended / again']);
    expect(stateIn(table, 'open.bell.quiet').rows.flatMap(({ events }) => events)).not.toContain('always');
  });

  test('an event of another region is named with that region, one of this region that nothing takes with none', () => {
    const bell = table.regions.find(({ region }) => region === 'open.bell');
    expect(bell?.elsewhere).toContainEqual({ event: 'door.opened', owners: ['open.door'] });
    expect(bell?.elsewhere).toContainEqual({ event: 'day.ended', owners: [] });
    expect(stateIn(table, 'open.bell.quiet').untaken).toEqual([{ event: 'bell.muted', owners: [] }]);
  });

  test('events that do the same in the same words share a row', () => {
    const rows = stateIn(table, 'ended').rows;
    expect(rows.map(({ events }) => events)).toEqual([[...table.events, '*']]);
  });
});

const ofNode = (node: AnyStateNode): AnyStateNode =>
  node.parent === undefined || node.parent.type === 'parallel' ? node : ofNode(node.parent);

const toldAs = ({ guard, target, actions, description, source }: AnyTransitionDefinition): Partial<TableCase> => ({
  from: stateText(source),
  guard: guard === undefined ? null : guardText(guard),
  target: target === undefined ? null : target.map(stateText).join(' + '),
  actions: actions.map(actionText),
  description: description ?? null,
});

describe.each(chartWalks)('$name', ({ machine, inputs, variants }: ChartWalk) => {
  const table = tableOf(machine);

  test('each pair of state and event stands in exactly one place', () => {
    for (const { states, elsewhere } of table.regions) {
      for (const { state, rows, untaken } of states.filter(({ kind }) => kind !== 'around')) {
        const told = [...rows.flatMap(({ events }) => events), ...[...untaken, ...elsewhere].map(({ event }) => event)];
        const named = told.filter((event) => table.events.includes(event));
        expect(named.toSorted(), state).toEqual(table.events.toSorted());
      }
    }
  });

  test('what the interpreter does in any state stands in the table, and what stands there without a guard is done', () => {
    for (const input of inputs) {
      for (const { events: way } of shortestPaths(machine, { input, events: variants })) {
        const traveller = createActor(machine, { input }).start();
        for (const event of way) traveller.send(event);
        const snapshot: AnyMachineSnapshot = traveller.getSnapshot();
        const leaves = snapshot._nodes.filter(({ type }) => type !== 'compound');
        for (const event of variants) {
          let taken: readonly AnyTransitionDefinition[] = [];
          const probe = createActor(machine, {
            snapshot,
            inspect: (inspected) => {
              if (inspected.type !== '@xstate.microstep' || inspected.event !== event || taken.length > 0) return;
              taken = inspected._transitions.filter(({ eventType }) => eventType !== '');
            },
          }).start();
          probe.send(event);
          const where = `${textOf(snapshot.value)} on ${textOf(event)}`;
          for (const transition of taken) {
            const leaf = leaves.find((one) => ofNode(one) === ofNode(transition.source));
            const cases = leaf === undefined ? [] : casesFor(table, stateText(leaf), event.type);
            expect(cases, where).toContainEqual(expect.objectContaining(toldAs(transition)));
          }
          const isCertain = leaves.some((leaf) => casesFor(table, stateText(leaf), event.type).at(-1)?.guard === null);
          if (isCertain) expect(taken.length, where).toBeGreaterThan(0);
        }
      }
    }
  });
});
