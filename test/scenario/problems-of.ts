// A small scenario that is right, to be made wrong, and the mistakes of a text in one line each.
import { parseScenario } from '../../src/scenario/parse.ts';

/** A scenario that is right. */
export const rightScenario = `name: small
length: { intents: 10 }
currency: USD
rates:
  - { from: pUSD, to: USD, rate: 1 }
venues:
  polymarket: { opening: 1000 }
  kalshi: { opening: 1000 }
markets:
  polymarket:
    FED: { fees: { category: economics } }
  kalshi:
    FED: {}
pairs:
  FED:
    verified: compared on 2026-11-02
    outcomes: [cut, hold]
    fair: { cut: 0.4, hold: 0.6 }
    legs:
      - { venue: polymarket, market: FED, outcome: yes, paysIn: [cut] }
      - { venue: kalshi, market: FED, outcome: no, paysIn: [hold] }
strategies:
  generator:
    sets: { min: 10, max: 100 }
faults:
  - { fault: ackLost, venue: polymarket, chanceBps: 100 }
expect:
  exposed: 0
`;

/** The right scenario with some of its text replaced, which must be there. */
export const changed = (...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the right scenario has no ${from}`);
    return text.replace(from, () => to);
  }, rightScenario);

/** The mistakes of a text, as `line key: sentence`. */
export const problemsOf = (text: string, fileExists?: (path: string) => boolean): readonly string[] => {
  const parsed = parseScenario(text, 'small.yaml', fileExists === undefined ? {} : { fileExists, directory: '/there' });
  if (parsed.ok) return [];
  return parsed.problems.map(({ line, key, message }) => `${line} ${key}: ${message}`);
};
