// Goal: what is exported is the chart. Method: the JSON is read back by createMachine, and both charts are compared node
// by node. Guards made of others are compared by their words, which is all that JSON can hold of them.
import { createMachine, type AnyStateMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../machines/catalogue.ts';
import { nodesOf, transitionsOf } from '../../../src/xstate/compile/refusals.ts';
import { statelyOf } from '../../../src/xstate/describe.ts';
import { actionText, guardText } from '../../../src/xstate/describe/words.ts';
import { sampleMachine } from './sample-chart.ts';

const structureOf = (machine: AnyStateMachine): unknown =>
  nodesOf(machine).map((node) => ({
    id: node.id,
    type: node.type,
    description: node.description,
    initial: node.type === 'compound' ? node.initial.target.map(({ id }) => id) : null,
    entry: node.entry.map(actionText),
    exit: node.exit.map(actionText),
    output: node.output,
    transitions: transitionsOf(node).map(({ eventType, target, guard, actions, reenter, description }) => ({
      eventType,
      target: target?.map(({ id }) => id),
      guard: guard === undefined ? null : guardText(guard),
      actions: actions.map(actionText),
      reenter,
      description,
    })),
  }));

const charts: readonly (readonly [string, AnyStateMachine])[] = [
  ['sample', sampleMachine],
  ...catalogue.map(({ name, machine }) => [name, machine] as const),
];

describe.each(charts)('%s', (_name, machine) => {
  const text = JSON.stringify(statelyOf(machine));

  test('createMachine accepts its export, and the chart is the same', () => {
    expect(structureOf(createMachine(JSON.parse(text)))).toEqual(structureOf(machine));
  });

  test('nothing of how it runs is exported', () => {
    const keys = Object.keys(JSON.parse(text) as object);
    expect(keys).toContain('id');
    expect(keys).not.toContain('context');
    expect(keys).not.toContain('options');
    expect(keys).not.toContain('schemas');
  });
});

test('a guard made of others is exported by its sentence, and params keep their values', () => {
  const exported = JSON.stringify(statelyOf(sampleMachine));
  expect(exported).toContain('"guard":"hasKey and (isLate or not isOpen)"');
  expect(exported).toContain('"guard":{"type":"isLarge","params":{"qty":"5"}}');
  expect(exported).toContain('"guard":{"type":"isKind","params":{"oneOf":["a","b"]}}');
});
