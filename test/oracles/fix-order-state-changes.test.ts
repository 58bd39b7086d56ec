// FIX 4.4's order state change matrices (Appendix D), told in this project's events: every step of every
// scenario has the ordStatus, cumQty and leavesQty that FIX gives it.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { leavesQty, orderMachine, ordStatus, type OrderEvent } from '../../machines/order.ts';
import { compile } from '../../src/xstate/compile.ts';
import { parseMicros } from '../../src/money/decimal.ts';

interface Step {
  readonly event: { readonly type: string; readonly [key: string]: unknown };
  readonly expect: { readonly ordStatus: string; readonly cumQty: number; readonly leavesQty: number };
}
interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly orderQty: number;
  readonly steps: readonly Step[];
}

const path = fileURLToPath(new URL('../../../shared/oracles/fix-order-state-changes.json', import.meta.url));
const micros = (wholeShares: number): bigint => BigInt(wholeShares) * 1_000_000n;

const eventOf = (event: Step['event']): OrderEvent =>
  Object.fromEntries(
    Object.entries(event).map(([key, value]) => {
      if (key === 'lastPx') return [key, parseMicros(String(value))];
      return [key, typeof value === 'number' ? micros(value) : value];
    }),
  ) as unknown as OrderEvent;

describe.skipIf(!existsSync(path))('FIX order state changes', () => {
  const { scenarios } = JSON.parse(existsSync(path) ? readFileSync(path, 'utf8') : '{"scenarios":[]}') as {
    readonly scenarios: readonly Scenario[];
  };

  it('holds the whole table', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(13);
  });

  const logics = { interpreted: orderMachine, compiled: compile(orderMachine) };
  for (const [way, logic] of Object.entries(logics)) {
    it.each(scenarios)(`${way}: $id, $title`, ({ orderQty, steps }) => {
      const actor = createActor(logic as typeof orderMachine, {
        input: {
          clOrdId: 'C1',
          venue: 'kalshi',
          instrument: 'M:yes',
          side: 'buy',
          orderQty: micros(orderQty),
          price: 500_000n,
          timeInForce: 'GTC',
        },
      }).start();
      for (const step of steps) {
        actor.send(eventOf(step.event));
        const snapshot = actor.getSnapshot();
        expect({
          ordStatus: ordStatus(snapshot),
          cumQty: snapshot.context.cumQty,
          leavesQty: leavesQty(snapshot),
        }).toEqual({
          ordStatus: step.expect.ordStatus,
          cumQty: micros(step.expect.cumQty),
          leavesQty: micros(step.expect.leavesQty),
        });
      }
      expect(actor.getSnapshot().context.anomalies).toEqual([]);
    });
  }
});
