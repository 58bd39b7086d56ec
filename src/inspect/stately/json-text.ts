// Snapshots, events and charts as the text of JSON. Taken at the moment of the notice: the sender of an event may reuse
// its object. Money stays exact: a bigint is its digits, in micros.
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { statelyOf } from '../../xstate/describe.ts';

const plain = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Error ? { name: value.name, message: value.message } : value;
};

/** An event as JSON. */
export const eventText = (event: object): string => JSON.stringify(event, plain);

/** What an inspector shows of a snapshot, as JSON. */
export const snapshotText = ({ status, value, context, output, error, tags }: AnyMachineSnapshot): string =>
  JSON.stringify({ status, value, context: context as unknown, tags: [...(tags ?? [])], output, error }, plain);

const definitions = new WeakMap<object, string>();

/** An actor's chart as JSON that `createMachine` accepts; for an actor without a chart, its name alone. */
export const definitionText = (machine: AnyStateMachine | null, id: string): string => {
  if (machine === null) return JSON.stringify({ id });
  const known = definitions.get(machine.config);
  if (known !== undefined) return known;
  const text = JSON.stringify(statelyOf(machine));
  definitions.set(machine.config, text);
  return text;
};
