// The canonical form: what is read back is what was written, by either way of reading.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CanonicalLevelReader } from '../../src/market-data/canonical-level.ts';
import { canonicalHead, decodeUpdate, encodeUpdate, numberOfLine } from '../../src/market-data/canonical.ts';
import { readLinesOf } from '../../src/market-data/recording.ts';
import { anUpdate } from './updates.ts';

const file = (updates: readonly Parameters<typeof encodeUpdate>[0][]): string[] => [
  canonicalHead,
  ...updates.map((update, index) => encodeUpdate(update, index + 1)),
];

describe('the canonical form', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(anUpdate, { minLength: 1 }), (updates) => {
        const { updates: read, report } = readLinesOf(file(updates));
        expect(read).toEqual(updates);
        expect(file(read)).toEqual(file(updates));
        expect(Object.values(report.faults).every((count) => count === 0)).toBe(true);
      }),
    );
  });

  it('is read alike line by line by either way', () => {
    let fast = 0;
    fc.assert(
      fc.property(anUpdate, fc.nat(2 ** 50), (update, number) => {
        const line = encodeUpdate(update, number);
        const reader = new CanonicalLevelReader();
        reader.learn(update.venue, update.market);
        const read = reader.read(line);
        if (read === null) return;
        fast += 1;
        expect(read).toEqual(decodeUpdate(JSON.parse(line)));
        expect(reader.number).toBe(number);
      }),
    );
    expect(fast).toBeGreaterThan(20);
  });

  it('is read by the fast way only where the other reads the same of it, whatever happened to the line', () => {
    const line = encodeUpdate(
      { atUs: 17, venue: 'v', market: 'm', what: 'level', side: 'bid', px: 520_000n, qty: 12_500_000n },
      7,
    );
    const damage = fc.tuple(fc.nat(line.length - 1), fc.nat(2), fc.constantFrom(...'0123456789.-"{}:, aek'));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 2 }), (wounds) => {
        let text = line;
        for (const [at, cut, put] of wounds) text = text.slice(0, at) + put + text.slice(at + cut);
        const reader = new CanonicalLevelReader();
        reader.learn('v', 'm');
        const read = reader.read(text);
        if (read === null) return;
        const value = JSON.parse(text);
        expect(read).toEqual(decodeUpdate(value));
        expect(reader.number).toBe(numberOfLine(value));
      }),
      { numRuns: 3_000 },
    );
  });

  it('shows lines that are missing, doubled or out of order', () => {
    const updates = [1, 2, 3, 4, 5].map((n) => ({
      ...{ atUs: n, venue: 'v', market: 'm' },
      ...({ what: 'snapshot', bids: [{ px: BigInt(n), qty: 1n }], asks: [] } as const),
    }));
    const [head, one, two, three, four, five] = file(updates) as [string, string, string, string, string, string];
    const found = (...lines: string[]) => {
      const { faults } = readLinesOf([head, ...lines]).report;
      return Object.entries(faults).filter(([, count]) => count > 0);
    };
    expect(found(one, two, three)).toEqual([]);
    expect(found(one, three)).toEqual([['gap', 1]]);
    expect(found(two)).toEqual([['gap', 1]]);
    expect(found(one, two, two, three)).toEqual([['duplicate', 1]]);
    expect(found(one, three, two, four, five)).toEqual([
      ['gap', 1],
      ['late', 1],
    ]);
    expect(readLinesOf([head, one, three]).updates.map(({ what }) => what)).toEqual(['snapshot', 'gap', 'snapshot']);
  });

  it('of another version is refused line by line', () => {
    const { report } = readLinesOf(['{"recording":"dte","version":2}']);
    expect(report.faults.broken).toBe(1);
  });
});
