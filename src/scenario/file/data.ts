// The part of a scenario file that says which recording it replays, and how what was recorded is its own.
import { z } from 'zod';
import { latency } from './latency.ts';
import { keys, name, oneOf, sentence } from './scalars.ts';

const truth = () =>
  oneOf(['true', 'false'])
    .prefault('false')
    .meta({ enum: [true, false] });

/** A recording, and how it is understood. */
export const dataFile = keys(
  {
    file: sentence().optional().describe('the recording, from where this file is; left out, --data names it'),
    markets: z
      .record(name(), z.record(name(), sentence()))
      .prefault({})
      .describe(
        "by venue and market of this scenario: the market's name as recorded, or venue/name; left out, its own",
      ),
    tokens: z
      .record(name(), sentence())
      .prefault({})
      .describe(
        "Polymarket's token ids: the market of this scenario, /, and yes or no for its first or second outcome",
      ),
    yesPrices: truth().describe("whether Kalshi's NO side was recorded in YES prices (use_yes_price)"),
    unchecked: truth().describe("whether Polymarket's best_bid and best_ask are not held against the book"),
    latency: latency()
      .prefault({ lognormal: { median: '30ms', sigma: '0.4' } })
      .describe('from a change of a book to the strategies seeing it, at each venue for itself'),
  },
  (text) => `{ file: ${text} }`,
);

/** A recording as it was written. */
export type DataFile = z.output<typeof dataFile>;
