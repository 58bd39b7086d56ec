// Invariant 2: a run begins once and ends once, and its last record counts what is in the journal.
import type { Invariant } from '../types.ts';

/** Nothing comes before the start or after the end of a run, and the totals of the end are those of the journal. */
export const createRunFrame = (): Invariant => {
  let intents = 0;
  let orders = 0;
  let isOver = false;
  const invariant: Invariant = {
    name: 'run-frame',
    says: 'a run starts with its first record and ends with its last, which counts what is in the journal',
    hears: ['run.started', 'run.ended', 'intent.received', 'order.created'],
    observe({ body, seq }, findings) {
      findings.expect(!isOver, invariant, 'journal', () => `${body.type} comes after the end of the run`);
      switch (body.type) {
        case 'run.started':
          return findings.expect(seq === 1, invariant, 'journal', () => 'the run starts after its first record');
        case 'intent.received':
          intents += 1;
          return undefined;
        case 'order.created':
          orders += 1;
          return undefined;
        case 'run.ended':
          isOver = true;
          return findings.expect(
            body.intents === intents && body.orders === orders,
            invariant,
            'journal',
            () =>
              `the end counts ${body.intents} intents and ${body.orders} orders, the journal ${intents} and ${orders}`,
          );
        default:
          return undefined;
      }
    },
  };
  return invariant;
};
