// Invariant 3: nothing in the journal speaks of what was never there.
import { OUTCOMES_MAX } from '../../arbitrage/exposure.ts';
import type { Findings, Invariant, Step } from '../types.ts';

/** Intents are numbered without a gap, nothing is created twice, and nothing refers to what was never created. */
export const createReferences = (): Invariant => {
  let lastIntent = 0;

  const observeOrder = ({ body, order, arbitrage }: Step, findings: Findings): void => {
    if (body.type !== 'order.created') return;
    const { clOrdId, venue, market, outcome } = body;
    findings.expect(order !== undefined, invariant, clOrdId, () => 'the order is created a second time');
    findings.expect(arbitrage !== undefined, invariant, clOrdId, () => `there is no arbitrage ${body.arbitrage}`);
    if (arbitrage === undefined) return;
    const leg = arbitrage.legs.find(
      (wanted) => wanted.venue === venue && wanted.market === market && wanted.outcome === outcome,
    );
    findings.expect(
      leg !== undefined,
      invariant,
      clOrdId,
      () => `no leg of its intent is ${venue} ${market}:${outcome}`,
    );
    if (leg === undefined || body.role !== 'leg') return;
    const isAsWanted = body.side === leg.side && body.price === leg.price && body.orderQty <= leg.qty;
    findings.expect(
      isAsWanted && body.orderQty > 0n,
      invariant,
      clOrdId,
      () => 'the leg is not what its intent wanted',
    );
  };

  const invariant: Invariant = {
    name: 'references',
    says: 'nothing is created twice, and nothing refers to an intent, arbitrage, order or venue that was never there',
    hears: [
      'intent.received',
      'intent.refused',
      'order.created',
      'order.moved',
      'arbitrage.moved',
      'venue.accepted',
      'venue.filled',
      'venue.ended',
      'settlement.moved',
      'fault.injected',
    ],
    observe(step, findings) {
      const { body, order, arbitrage } = step;
      switch (body.type) {
        case 'intent.received': {
          const isEvent = body.outcomes >= 2 && body.outcomes <= OUTCOMES_MAX;
          const isNext = body.intent === lastIntent + 1 && arbitrage !== undefined && isEvent;
          lastIntent = body.intent;
          return findings.expect(
            isNext,
            invariant,
            `arb:${body.intent}`,
            () => 'the intent is not the next one, or is none',
          );
        }
        case 'intent.refused':
          return findings.expect(
            arbitrage !== undefined,
            invariant,
            `arb:${body.intent}`,
            () => 'there is no such intent',
          );
        case 'arbitrage.moved':
          return findings.expect(
            arbitrage !== undefined,
            invariant,
            `arb:${body.arbitrage}`,
            () => 'there is no such arbitrage',
          );
        case 'order.created':
          return observeOrder(step, findings);
        case 'order.moved':
          return findings.expect(order !== undefined, invariant, body.clOrdId, () => 'there is no such order');
        case 'venue.accepted':
        case 'venue.filled':
        case 'venue.ended':
        case 'settlement.moved':
        case 'fault.injected':
          if (body.clOrdId === undefined) return undefined;
          return findings.expect(
            order !== undefined && order.venue === body.venue,
            invariant,
            body.clOrdId,
            () => `there is no such order at ${body.venue}`,
          );
        default:
          return undefined;
      }
    },
  };
  return invariant;
};
