// What a scenario expects of its run: a known figure, a comparison, and a number.
import { MoneyError } from '../money/errors.ts';
import { parseMicros } from '../money/decimal.ts';
import { scalar } from './file/scalars.ts';
import { choicesText, described } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Expectation } from './types.ts';

type Comparison = Expectation['comparison'];

/** A figure that a run can be held to. */
export interface ExpectedFigure {
  /** What it counts. */
  readonly means: string;
  /** A count is whole; money and ratios have decimals. */
  readonly unit: 'count' | 'money' | 'ratio';
  /** What a bare number means. */
  readonly bare: Comparison;
}

const count = (means: string): ExpectedFigure => ({ means, unit: 'count', bare: '=' });

/** The figures by their keys. */
export const expectedFigures = {
  completed: count('arbitrages that ended hedged'),
  partial: count('arbitrages that ended hedged with fewer sets than planned'),
  cancelled: count('arbitrages that ended flat'),
  failed: count('arbitrages that failed'),
  exposed: count('arbitrages that ended with an exposure'),
  anomalies: count('anomalies of every kind'),
  violations: count('invariants that the audit found broken'),
  refused: count('intents that were refused'),
  fills: count('trades'),
  maxLoss: { means: 'the worst realised loss of one arbitrage', unit: 'money', bare: '<=' },
  captured: { means: 'captured edge over expected edge', unit: 'ratio', bare: '>=' },
  pnl: { means: 'realised profit or loss of the run', unit: 'money', bare: '=' },
} as const satisfies Readonly<Record<string, ExpectedFigure>>;

const figureOf = (key: string): ExpectedFigure | undefined =>
  Object.hasOwn(expectedFigures, key) ? expectedFigures[key as keyof typeof expectedFigures] : undefined;

const wanted = 'a number, or one of =, >=, <=, >, < and a number';
const expectedText = scalar(wanted, (text) => text.trim(), { type: ['number', 'string'] });

const pattern = /^(>=|<=|=|>|<)? *(-?\d+(?:\.\d+)?)$/;

/** The expectations. */
export const resolveExpectations = (reader: Reader): readonly Expectation[] =>
  (reader.names(['expect'], false) ?? []).flatMap((key) => {
    const path = ['expect', key];
    const text = reader.one(path, expectedText);
    const figure = figureOf(key);
    if (figure === undefined) {
      reader.report(path, `${key} is nothing that a run is held to: ${choicesText(key, Object.keys(expectedFigures))}`);
      return [];
    }
    if (text === undefined) return [];
    const [, comparison = figure.bare, digits] = pattern.exec(text) ?? [];
    const value = digits === undefined ? null : microsOf(digits);
    if (value === null) {
      reader.report(path, `${key} must be ${wanted}, but it is ${described(text)}.`);
      return [];
    }
    if (figure.unit === 'count' && (value < 0n || value % 1_000_000n !== 0n)) {
      reader.report(path, `${key} counts ${figure.means}: it must be a whole number, but it is ${described(text)}.`);
      return [];
    }
    return [{ key, comparison: comparison as Comparison, value, text }];
  });

const microsOf = (digits: string): bigint | null => {
  try {
    return parseMicros(digits);
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
};
