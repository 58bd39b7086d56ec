import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { settlementMachine, type SettlementEvent } from '../../machines/settlement.ts';
import { createTable } from '../../src/xstate/table.ts';

const input = { tradeId: 'T1', clOrdId: '1.1', venue: 'polymarket', qty: 5_000_000n, px: 480_000n };
const status = fc.constantFrom('matched', 'mined', 'retrying', 'confirmed', 'failed' as const);
const event: fc.Arbitrary<SettlementEvent> = fc.oneof(
  fc.constantFrom<SettlementEvent>(
    { type: 'settlement.mined' },
    { type: 'settlement.confirmed', transactionHash: '0x1' },
    { type: 'settlement.retrying' },
    { type: 'settlement.overdue' },
    { type: 'settlement.failed', reason: 'reverted' },
  ),
  status.map((told) => ({ type: 'settlement.reconciled' as const, status: told as 'mined' })),
);

describe('a table', () => {
  const table = createTable(settlementMachine);

  it('goes where an actor of the chart goes, and comes back from plain data on the way', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), fc.nat(8), (events, restoreAt) => {
        const actor = createActor(settlementMachine, { input }).start();
        let snapshot = table.begin(input);
        events.forEach((told, index) => {
          if (index === restoreAt) snapshot = table.restore(structuredClone(table.persist(snapshot)));
          actor.send(told);
          snapshot = table.step(snapshot, told);
          expect(snapshot.value).toEqual(actor.getSnapshot().value);
          expect(snapshot.context).toEqual(actor.getSnapshot().context);
        });
      }),
    );
  });
});
