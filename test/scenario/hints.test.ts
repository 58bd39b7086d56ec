// Goal: a user who writes what is right elsewhere learns how it is written here. Every hint that says what to write is written
// into the file in turn, and is right.
import { describe, expect, it } from 'vitest';
import { problemsOf } from './problems-of.ts';

const usual: Readonly<Record<string, string>> = {
  length: '{ intents: 10 }',
  arrivals: '{ poisson: { perSecond: 5 } }',
  opening: '1000',
  ackLatency: '40ms',
  rejectBps: '0',
  lane: '{}',
  fees: '{}',
  quotes: '{}',
  fair: '0.36',
  spread: '0.02',
  sets: '{ min: 10, max: 20 }',
  risk: '{}',
  patience: '{}',
  strategy: 'minEdgeBps: 20',
  captured: "'>= 0.7'",
  about: 'two venues',
};

/** A scenario with these values in place of the usual ones. */
const textOf = (changes: Readonly<Record<string, string>>): string => {
  const given = { ...usual, ...changes };
  return `about: ${given['about']}
length: ${given['length']}
arrivals: ${given['arrivals']}
rates: [{ from: pUSD, to: USD, rate: 1 }]
venues:
  polymarket: { opening: 1000, ackLatency: ${given['ackLatency']}, rejectBps: ${given['rejectBps']} }
  kalshi: { opening: ${given['opening']}, lane: ${given['lane']} }
markets:
  polymarket: { FED: { fees: ${given['fees']}, quotes: ${given['quotes']} } }
  kalshi: { FED: { quotes: { spread: ${given['spread']} } } }
pairs:
  FED: { verified: compared by hand, yes: polymarket/FED, no: kalshi/FED, fair: ${given['fair']} }
strategies:
  mine: { sets: ${given['sets']}, ${given['strategy']} }
risk: ${given['risk']}
patience: ${given['patience']}
expect:
  captured: ${given['captured']}
`;
};

const messagesOf = (changes: Readonly<Record<string, string>>): readonly string[] =>
  problemsOf(textOf(changes)).map((problem) => problem.replace(/^\d+ /, ''));

it('begins with a scenario that is right', () => {
  expect(messagesOf({})).toEqual([]);
});

describe('a value that is meant, and written otherwise', () => {
  it.each([
    ['fair', '36', 'prices are parts of 1, so 36 cents are 0.36.', '0.36'],
    ['fair', '36%', 'prices are parts of 1, so 36 % are 0.36.', '0.36'],
    ['fair', '36c', 'prices are parts of 1, so 36 cents are 0.36.', '0.36'],
    ['fair', '"0,36"', 'write 0.36.', '0.36'],
    ['fair', '$0.36', 'write 0.36.', '0.36'],
    ['spread', '2', 'prices are parts of 1, so 2 cents are 0.02.', '0.02'],
    ['opening', '"10,000"', 'write 10000.', '10000'],
    ['opening', '10_000', 'write 10000.', '10000'],
    ['opening', '10k', 'write 10000.', '10000'],
    ['opening', '1e4', 'write 10000.', '10000'],
    ['opening', '"$1,000.50"', 'write 1000.50.', '1000.50'],
    ['ackLatency', '40', 'say in which unit, such as 40ms or 40s.', '40ms'],
    ['ackLatency', '40 msec', 'write 40ms.', '40ms'],
    ['ackLatency', '2 seconds', 'write 2s.', '2s'],
    ['ackLatency', '5m', 'write 5min.', '5min'],
    ['ackLatency', '2d', 'write 48h.', '48h'],
    ['rejectBps', '2%', '2% are 200 basis points.', '200'],
    ['rejectBps', '0.5%', '0.5% are 50 basis points.', '50'],
    ['strategy', 'minEdgeBps: 1.25%', '1.25% are 125 basis points.', 'minEdgeBps: 125'],
    ['length', '5min', 'write { duration: 5min }.', '{ duration: 5min }'],
    ['length', '500', 'write { intents: 500 }.', '{ intents: 500 }'],
    ['arrivals', '10', 'write { poisson: { perSecond: 10 } }.', '{ poisson: { perSecond: 10 } }'],
    ['arrivals', '100ms', 'write { constant: { every: 100ms } }.', '{ constant: { every: 100ms } }'],
    ['sets', '50', 'write { min: 50, max: 50 }.', '{ min: 50, max: 50 }'],
    ['lane', '16', 'write { capacity: 16 }.', '{ capacity: 16 }'],
    ['fees', 'economics', 'write { category: economics }.', '{ category: economics }'],
    ['quotes', '0.03', 'write { spread: 0.03 }.', '{ spread: 0.03 }'],
    ['risk', '1000', 'write { openExposureMax: 1000 }.', '{ openExposureMax: 1000 }'],
    ['patience', '1s', 'write { ack: 1s }.', '{ ack: 1s }'],
    ['captured', '>= 0.7', "put it into quotes, as in '>= 0.7'.", "'>= 0.7'"],
    ['captured', '>0.7 # of it', "put it into quotes, as in '>0.7'.", "'>0.7'"],
    ['about', 'two venues: one event', "put it into quotes, as in 'two venues: one event'.", "'two venues: one event'"],
    ['about', '@ the venues', "put it into quotes, as in '@ the venues'.", "'@ the venues'"],
  ])('%s: %s ends with "%s"', (key, written, hint, right) => {
    const messages = messagesOf({ [key]: written });
    expect(messages).toHaveLength(1);
    expect(messages[0]?.endsWith(hint), messages[0]).toBe(true);
    expect(messages[0]).not.toContain('This is not YAML');
    expect(messagesOf({ [key]: right })).toEqual([]);
  });

  it('is given for an expectation within a flow map, and for a tab', () => {
    const flow = textOf({}).replace("expect:\n  captured: '>= 0.7'", 'expect: { exposed: 0, captured: >= 0.7 }');
    expect(problemsOf(flow)[0]).toContain("put it into quotes, as in '>= 0.7'.");
    expect(problemsOf(textOf({}).replace('\n  captured', '\n\tcaptured'))[0]).toContain(
      'YAML indents by blanks alone.',
    );
  });
});

describe('a key that is meant, and called otherwise', () => {
  it.each([
    ['strategy', 'tif: IOC', 'timeInForce'],
    ['strategy', 'maxNotional: 100', 'notionalMax'],
    ['strategy', 'min_edge_bps: 30', 'minEdgeBps'],
    ['strategy', 'timeout: 2s', 'deadline'],
    ['strategy', 'edge: 30', 'minEdgeBps'],
    ['strategy', 'deadlien: 2s', 'deadline'],
    ['risk', '{ maxDrawdown: 10 }', 'drawdownMax'],
    ['risk', '{ exposure: 10 }', 'openExposureMax'],
    ['length', '{ time: 5min }', 'duration'],
    ['length', '{ orders: 50 }', 'intents'],
    ['arrivals', '{ poisson: { rate: 5 } }', 'perSecond'],
    ['sets', '{ minimum: 10, max: 20 }', 'min'],
    ['ackLatency', '{ normal: { mean: 40ms, stddev: 5ms } }', 'standardDeviation'],
    ['ackLatency', '{ lognormal: { median: 40ms, volatility: 0.4 } }', 'sigma'],
  ])('%s: %s is asked whether %s was meant', (key, written, meant) => {
    expect(messagesOf({ [key]: written })[0]).toContain(`did you mean ${meant}?`);
  });

  it('says that a lognormal has a median, and where a part of a distribution belongs', () => {
    expect(messagesOf({ ackLatency: '{ lognormal: { mean: 40ms, sigma: 0.4 } }' })[0]).toContain(
      'mean is not known here: a lognormal is written by its median, which is below its mean',
    );
    expect(messagesOf({ ackLatency: '{ mean: 40ms }' })[0]).toContain(
      'mean is not known here: it is a part of a distribution, such as normal: { mean: 40ms, standardDeviation: 40ms }.',
    );
  });
});
