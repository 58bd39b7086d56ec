// An engine that was put together: each part reports to the one that stands on it, and what was saved is put back into all.
import { describe, expect, it } from 'vitest';
import { assembleCore } from '../../src/engine/assemble.ts';
import type { HostedVenue } from '../../src/engine/setup.ts';
import { InvalidFault } from '../../src/venues/faults/fault-plan.ts';
import { nothing } from './fakes.ts';
import { setupOf, type Plan } from './plans.ts';
import { say, scripted } from './scripted.ts';

const chances = { rejectBps: 0, partialBps: 0, slowUs: 1_000 };
const plan: Plan = { seed: '1', intents: 1, everyUs: 0, mode: 'parallel', policy: 'unwind', capacity: 64, ...chances };
const settlement = { latency: { kind: 'constant', valueUs: 1 }, failBps: 0, retryBps: 0 } as const;

describe('an engine that begins', () => {
  it('writes its frame, connects its venues in the order of their names, and makes the first moment due', () => {
    const { core, records } = scripted({ intents: 0 });
    expect(records.slice(0, 5).map((body) => [body.type, 'venue' in body ? body.venue : null])).toEqual([
      ...[['run.started', null]],
      ...['kalshi', 'polymarket'].flatMap((venue) => [
        ['account.opened', venue],
        ['market.listed', venue],
      ]),
    ]);
    expect([...core.venues.keys()]).toEqual(['kalshi', 'polymarket']);
    expect(core.save().venues.map(({ venue }) => venue)).toEqual(['kalshi', 'polymarket']);
    const connected = { value: { operating: { connection: 'open' } } };
    for (const { executor } of core.save().venues) expect(executor).toMatchObject(connected);
    expect(core.phases.status).toBe('draining');
  });

  it('refuses a fault at a venue that is not there', () => {
    const faults = [{ fault: 'ackLost', venue: 'nowhere', chanceBps: 1 }] as const;
    expect(() => assembleCore({ ...setupOf(plan), faults })).toThrow(InvalidFault);
  });

  it('hosts its venues itself where nobody else does, each with the faults that it has', () => {
    const hosted: string[] = [];
    const faults = [{ fault: 'ackLost', venue: 'kalshi', chanceBps: 1 }] as const;
    const host = (_world: object, venue: string, setup: { readonly faults: readonly object[] }): HostedVenue => {
      hosted.push(`${venue} ${setup.faults.length}`);
      return { venue, balances: () => [], save: () => ({}) } as unknown as HostedVenue;
    };
    assembleCore({ ...setupOf(plan), faults, host });
    expect(hosted).toEqual(['kalshi 1', 'polymarket 1']);
    expect(assembleCore(setupOf(plan)).venues.get('kalshi')?.stateOf('FED')).toBe('open');
  });
});

describe('the parts of an engine', () => {
  it('stop the intents and cancel what lives when the root asks', () => {
    const { core, sentOf, until, tell } = scripted({ intents: 2, everyUs: 1_000 });
    tell('1.1', say.acked);
    core.phases.stop('interrupted');
    core.world.settle();
    until(2_000);
    expect(core.arbitrages.startedCount).toBe(1);
    expect(sentOf('cancel')).toEqual([]);
    core.phases.stop('interrupted');
    core.world.settle();
    expect(sentOf('cancel')).toEqual(['2 1.1']);
  });

  it('ask for every open order when a connection is back, and open the lane when it is answered for', () => {
    const { core, notice, tell, sentOf, recordsOf } = scripted();
    tell('1.2', say.acked);
    notice('kalshi', { type: 'disconnected', reason: 'connectionLost' });
    notice('kalshi', { type: 'reconnected' });
    expect(sentOf('query')).toEqual(['0 1.2']);
    // An ack's timeout, and the window in which an order must be visible.
    expect(core.world.calendar.save().entries.find(({ entry }) => entry.kind === 'reconciled')?.atUs).toBe(900_000);
    tell('1.2', say.found('submitted'), 0);
    expect(recordsOf('lane.moved').at(-1)?.event).toBe('reconcile.answered');
  });

  it('place no unwind while its whole venue is halted, and place it once the halt is over', () => {
    const { tell, until, notice, recordsOf } = scripted();
    const halted = { type: 'trading', market: '', state: 'halted', cancelsAllowed: true } as const;
    tell('1.2', say.acked);
    tell('1.2', say.filled(10, 'K1'));
    notice('kalshi', halted);
    tell('1.1', say.rejected);
    expect(recordsOf('arbitrage.moved').at(-1)).toMatchObject({ to: 'unwinding', verdict: 'exposed' });
    until(500_000);
    expect(recordsOf('order.created').filter(({ owner }) => owner === 'unwind')).toEqual([]);
    notice('kalshi', { ...halted, state: 'open' });
    until(2_000_000);
    expect(recordsOf('order.created').at(-1)).toMatchObject({
      owner: 'unwind',
      ownerId: 1,
      account: 'main',
      venue: 'kalshi',
      side: 'sell',
    });
  });

  it('know which venue settles on chain: its fills settle, those of the other have', () => {
    const { core, tell, notice, recordsOf } = scripted({ settlement });
    tell('1.1', say.acked);
    tell('1.1', say.filled(10, 'P1', 480_000n));
    tell('1.2', say.acked);
    tell('1.2', say.filled(10, 'K1'));
    expect(recordsOf('arbitrage.moved').at(-1)?.to).toBe('hedged');
    expect(core.settlements.unsettledQty('1.2')).toBe(0n);
    notice('polymarket', { type: 'settlement', clOrdId: '1.1', tradeId: 'P1', status: 'confirmed', isAnswer: false });
    expect(recordsOf('arbitrage.moved').at(-1)?.to).toBe('completed');
  });

  it('stop the run when an arbitrage ends beyond a limit', () => {
    const { core, tell } = scripted({}, (setup) => ({ ...setup, risk: { ...setup.risk, drawdownMax: 1n } }));
    tell('1.2', say.acked);
    tell('1.2', say.filled(10, 'K1'));
    tell('1.1', say.rejected);
    tell('1.u1', say.acked);
    tell('1.u1', say.filled(10, 'K2', 400_000n));
    expect([core.phases.status, core.root.context.killReason]).toEqual(['draining', 'drawdown']);
  });
});

describe('an engine that was saved', () => {
  it('has every part as it was', () => {
    const script = scripted({ intents: 2, everyUs: 1_000, settlement });
    const { tell, notice, until, save } = script;
    tell('1.1', say.acked);
    tell('1.1', say.filled(4, 'P1', 480_000n));
    tell('1.2', say.rejected);
    until(1_500);
    notice('kalshi', { type: 'trading', market: 'FED', state: 'halted', cancelsAllowed: true });
    notice('kalshi', { type: 'disconnected', reason: 'connectionLost' });
    const saved = structuredClone(save());
    expect(saved).toMatchObject({ admitted: 2, orders: { live: [{}, {}, {}, {}] }, arbitrages: { started: 2 } });
    expect(saved.connections.markets).toEqual([['kalshi FED', 'halted']]);
    expect(saved.settlements.trades).toHaveLength(1);
    const host = (): HostedVenue =>
      ({ save: () => ({}), balances: () => [], query: nothing }) as unknown as HostedVenue;
    const other = assembleCore({ ...setupOf({ ...plan, intents: 2, everyUs: 1_000, settlement }), host }, saved);
    expect(other.save()).toEqual(saved);
    expect([other.connections.stateOf('kalshi', 'FED'), other.admission.total]).toEqual(['halted', 2]);
  });
});
