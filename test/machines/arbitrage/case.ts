// What a row of the arbitrage's table is, and how a chart is held to it.
import assert from 'node:assert/strict';
import type { AnyStateMachine, StateValue } from 'xstate';
import { arbitrageEffects } from '../../../machines/arbitrage.ts';
import type { ArbitrageContext, ArbitrageEvent, ArbitrageInput, ArbitrageLeg } from '../../../machines/arbitrage.ts';
import { twoLegs } from './words.ts';
import { runEvents, type Judge } from '../judge.ts';

/** One row: the events before, the event now, and everything that must be so then. */
export interface ArbitrageCase {
  readonly name: string;
  /** Two parallel legs of 100 shares, where absent. */
  readonly input?: ArbitrageInput;
  readonly given: readonly ArbitrageEvent[];
  readonly when: ArbitrageEvent;
  readonly then: {
    readonly value: StateValue;
    /** The effects of `when`, all and in order; none where absent. */
    readonly effects?: readonly string[];
    readonly context?: Partial<ArbitrageContext>;
    readonly legs?: Readonly<Record<string, Partial<ArbitrageLeg>>>;
    /** The events that were illegal moves; none where absent. */
    readonly anomalies?: readonly string[];
    readonly ignored?: number;
  };
}

const pick = (whole: object, like: object): object =>
  Object.fromEntries(Object.keys(like).map((key) => [key, (whole as Record<string, unknown>)[key]]));

/** The judge of one row. */
export const judgeOfCase = ({ name, input = twoLegs, given, when, then }: ArbitrageCase): Judge => ({
  name,
  check: (machine: AnyStateMachine): void => {
    const run = runEvents(machine, arbitrageEffects, input, [...given, when]);
    const context = run.context as unknown as ArbitrageContext;
    assert.deepEqual(run.value, then.value);
    assert.deepEqual(run.lastEffects, then.effects ?? []);
    assert.deepEqual(pick(context, then.context ?? {}), then.context ?? {});
    for (const [clOrdId, expected] of Object.entries(then.legs ?? {})) {
      const leg = context.legs.find((candidate) => candidate.clOrdId === clOrdId);
      assert.ok(leg, `no leg ${clOrdId}`);
      assert.deepEqual(pick(leg, expected), expected);
    }
    const anomalies = (then.anomalies ?? []).map((event) => ({ kind: 'illegalMove', event }));
    assert.deepEqual(context.anomalies, anomalies);
    assert.equal(context.anomalyCount, anomalies.length);
    assert.equal(context.ignored, then.ignored ?? 0);
  },
});

/** A row in which an event is refused and written down, and nothing else happens. */
export const illegal = (
  name: string,
  given: readonly ArbitrageEvent[],
  when: ArbitrageEvent,
  value: StateValue,
): ArbitrageCase => ({ name, given, when, then: { value, anomalies: [when.type] } });

/** Rows in which events are legal, change nothing, and are counted. */
export const ignoring = (
  state: string,
  given: readonly ArbitrageEvent[],
  value: StateValue,
  events: readonly ArbitrageEvent[],
): readonly ArbitrageCase[] =>
  events.map((when) => ({
    name: `${when.type} in ${state} changes nothing`,
    given,
    when,
    then: { value, ignored: 1 },
  }));
