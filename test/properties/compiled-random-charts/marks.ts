// What some of the random charts must come to, or that both sides are equal would prove little.
import type { AnyEventObject } from 'xstate';
import type { RandomChart } from './chart.ts';
import type { Observation } from './observe.ts';

type Mark = (seen: readonly Observation[], chart: RandomChart) => boolean;

const doneEvent = 'xstate.done.state.';

/** The done events that some effect has seen. */
const doneEvents = (seen: readonly Observation[]): readonly AnyEventObject[] =>
  seen
    .flatMap(({ effects }) => (effects ?? []) as readonly { readonly event: AnyEventObject }[])
    .map(({ event }) => event)
    .filter(({ type }) => type.startsWith(doneEvent));

const some =
  (is: (observation: Observation) => boolean): Mark =>
  (seen) =>
    seen.some(is);

const error = (words: string): Mark => some((observation) => String(observation['error']).includes(words));

const answers = (answer: boolean): Mark => some(({ can }) => ((can ?? []) as readonly unknown[]).includes(answer));

/** By name, whether a life as it was seen has come to that. */
export const marks: Readonly<Record<string, Mark>> = {
  'ten steps and more': (seen) => seen.length >= 10,
  'a step that changes nothing': some(({ isSame }) => isSame === true),
  'life after the break': (seen) => seen.findIndex(({ persisted }) => persisted !== undefined) < seen.length - 4,
  'states three deep': ([first]) => JSON.stringify(first?.['value']).split('{').length > 3,
  'the end of a state that is acted upon': (seen) => doneEvents(seen).length > 0,
  'the end of a parallel state that is acted upon': (seen, { machine }) =>
    doneEvents(seen).some(
      ({ type }) => machine.getStateNodeById(`#${type.slice(doneEvent.length)}`).type === 'parallel',
    ),
  'the output of a state': (seen) => doneEvents(seen).some(({ output }) => output !== undefined),
  'the end of the chart': some(({ status }) => status === 'done'),
  'the output of the chart': some(({ output }) => output !== undefined),
  'an event that is possible': answers(true),
  'an event that is impossible': answers(false),
  'a tag': some(({ hasTag }) => hasTag === true),
  meta: some(({ meta }) => Object.keys(meta ?? {}).length > 0),
  'a guard that throws': error('Unable to evaluate guard'),
  'an assign that throws': error('the assign burst'),
  'an effect that throws': error('the effect failed'),
  'an error of a child': error('of a child'),
  'no rest': error('restless'),
};
