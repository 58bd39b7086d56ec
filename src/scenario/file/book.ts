// The part of a scenario file that makes a venue one with books.
import { z } from 'zod';
import { queueModels, type QueueModelName } from '../../venues/simulation/book/queue-models.ts';
import { refillModels, type RefillModelName } from '../../venues/simulation/book/refill-models.ts';
import { amount, basisPoints, duration, keys, oneOf, shares, whole } from './scalars.ts';

const queueNames = Object.keys(queueModels) as QueueModelName[];
const refillNames = Object.keys(refillModels) as RefillModelName[];
const step = () => amount('a price step', { above: 0n, atMost: 500_000n });

/** A synthetic market: orders of others that come by chance. */
const flowFile = keys({
  middle: amount('a price', { above: 0n, atMost: 1_000_000n }).describe('around which price it begins'),
  tick: step().prefault('0.01').describe('the step of its prices'),
  band: whole(1, 1_000)
    .prefault('10')
    .describe("how many ticks behind the other side's best a limit order comes at most"),
  lot: shares().prefault('5').describe('the unit of its quantities'),
  lots: whole(1, 1_000_000).prefault('20').describe('the most lots of one order'),
  every: duration(1).prefault('20ms').describe('from one event to the next, on average'),
  marketBps: basisPoints().prefault('2000').describe('how many of the events are market orders'),
  cancelBps: basisPoints().prefault('3000').describe('how many of them are cancels; the others are limit orders'),
  lasts: duration(1).describe('for how long it moves, from the beginning of the run'),
});

/** A venue's books. */
export const bookFile = keys({
  queue: oneOf(queueNames).prefault('cancelsBehind').describe('where an own order stands when others cancel'),
  refill: z
    .union([oneOf(refillNames), keys({ halfLife: duration(1) })], {
      error: `${refillNames.join(', ')}, or a map with a halfLife such as 5min`,
    })
    .prefault('whenGrown')
    .describe('when what was taken is there again: by a model, or half of it in each halfLife'),
  printWithin: duration(0)
    .prefault('1s')
    .describe('how long the print of a trade and the level that it made smaller may be apart'),
  level: step().prefault('0.0001').describe('the finest step of any price in the books'),
  takerDelay: keys({ holds: duration(1), answer: oneOf(['waits', 'atOnce']).prefault('waits') })
    .optional()
    .describe('how long an order is held that would take, and whether its answer waits for that'),
  flow: flowFile.optional().describe('a synthetic market; left out, only a recording moves the books'),
});

/** A venue's books as they were written. */
export type BookFile = z.output<typeof bookFile>;
