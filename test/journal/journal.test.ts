// The journal gives every record its place, and continues after a restore as if nothing had been.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../src/journal/encode.ts';
import { Journal } from '../../src/journal/journal.ts';
import type { RecordBody } from '../../src/journal/records.ts';

const bodies: readonly RecordBody[] = [
  { type: 'command.received', command: 'stop', reason: 'enough' },
  { type: 'intent.refused', intent: 7, by: 'risk', reason: 'limit' },
  { type: 'fault.injected', venue: 'kalshi', fault: 'ackLost', clOrdId: '7.1' },
];
const anySteps = fc.array(fc.record({ body: fc.constantFrom(...bodies), afterUs: fc.nat({ max: 1_000 }) }), {
  maxLength: 600,
});

describe('the journal', () => {
  it('numbers records from 1 without a gap, at the time of the clock', () => {
    const clock = { nowUs: 0 };
    const journal = new Journal(clock);
    const seen: [number, number][] = [];
    journal.consume((_body, seq, atUs) => seen.push([seq, atUs]));
    for (const body of bodies) {
      clock.nowUs += 10;
      journal.append(body);
    }
    expect(seen).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
    expect(journal.lastSeq).toBe(3);
  });

  it('tells a reader what it tells a consumer, later by a block at most, and all of it when it is asked to', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 }), (spans) => {
        const clock = { nowUs: 0 };
        const journal = new Journal(clock);
        const consumed: string[] = [];
        const read: string[] = [];
        let lag = 0;
        journal.consume((body, seq, atUs) => {
          consumed.push(encodeRecord(body, seq, atUs));
          lag = Math.max(lag, consumed.length - read.length);
        });
        journal.append(bodies[0]!);
        journal.addReader((body, seq, atUs) => read.push(encodeRecord(body, seq, atUs)));
        consumed.length = 0;
        spans.forEach((records, index) => {
          for (let record = 0; record < records; record += 1) {
            clock.nowUs += record;
            journal.append(bodies[record % bodies.length]!);
          }
          if (index % 3 === 0) journal.catchUp();
          else if (index % 3 === 1) journal.digestHex();
          else journal.save();
          expect(read).toEqual(consumed);
        });
        expect(lag).toBeLessThanOrEqual(256);
      }),
      { numRuns: 20 },
    );
  });

  it('has the same digest whether it was saved and restored in the middle or not, with consumers or without', () => {
    fc.assert(
      fc.property(anySteps, fc.nat(), (steps, at) => {
        const clock = { nowUs: 0 };
        const uninterrupted = new Journal(clock);
        let interrupted = new Journal(clock);
        steps.forEach(({ body, afterUs }, index) => {
          clock.nowUs += afterUs;
          uninterrupted.append(body);
          if (index === at % (steps.length + 1)) {
            interrupted = new Journal(clock, structuredClone(interrupted.save()));
            interrupted.consume(() => undefined);
          }
          interrupted.append(body);
        });
        expect(interrupted.digestHex()).toBe(uninterrupted.digestHex());
        expect(interrupted.lastSeq).toBe(uninterrupted.lastSeq);
      }),
      { numRuns: 30 },
    );
  });

  it('has another digest if one record is dropped, doubled, moved in time or altered', () => {
    const digestOf = (steps: readonly (readonly [RecordBody, number])[]): string => {
      const clock = { nowUs: 0 };
      const journal = new Journal(clock);
      for (const [body, atUs] of steps) {
        clock.nowUs = atUs;
        journal.append(body);
      }
      return journal.digestHex();
    };
    const [first, second, third] = bodies as readonly [RecordBody, RecordBody, RecordBody];
    const digests = [
      digestOf([
        [first, 1],
        [second, 2],
        [third, 3],
      ]),
      digestOf([
        [first, 1],
        [third, 3],
      ]),
      digestOf([
        [first, 1],
        [second, 2],
        [second, 2],
        [third, 3],
      ]),
      digestOf([
        [first, 1],
        [second, 3],
        [third, 3],
      ]),
      digestOf([
        [first, 1],
        [{ ...second, reason: 'other' } as RecordBody, 2],
        [third, 3],
      ]),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
