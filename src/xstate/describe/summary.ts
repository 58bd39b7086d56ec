// A chart in numbers.
import type { AnyStateMachine } from 'xstate';
import { nodesOf, transitionsOf } from '../compile/refusals.ts';
import { tableOf } from './table.ts';

/** How large a chart is, and what it is. */
export interface ChartSummary {
  /** Nested states and regions count, the root does not. */
  readonly states: number;
  /** Event types that the chart names, wildcards left out. */
  readonly events: number;
  /** Transitions, those without an event among them. */
  readonly transitions: number;
  readonly description: string;
}

/** The chart in numbers. */
export const summaryOf = (machine: AnyStateMachine): ChartSummary => {
  const nodes = nodesOf(machine);
  return {
    states: nodes.length - 1,
    events: tableOf(machine).events.length,
    transitions: nodes.flatMap(transitionsOf).length,
    description: machine.root.description ?? '',
  };
};
