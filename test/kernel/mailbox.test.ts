// The mailbox against its naive twin: two arrays and a number.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { Mailbox, mailboxCapacityByDefault, mailboxCapacityMax } from '../../src/kernel/mailbox.ts';

type Step =
  | { readonly kind: 'reserve' | 'release'; readonly count: number }
  | { readonly kind: 'offer' | 'put' | 'take' | 'restore' };

const counted = fc.record({ kind: fc.constantFrom('reserve' as const, 'release' as const), count: fc.nat(6) });
const uncounted = fc.record({
  kind: fc.constantFrom('offer' as const, 'offer' as const, 'put' as const, 'take' as const, 'restore' as const),
});
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 1, arbitrary: counted }, { weight: 2, arbitrary: uncounted });

describe('Mailbox', () => {
  test('agrees with two arrays on every step, and never exceeds its capacity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(step, { maxLength: 120, size: 'max' }),
        (capacity, steps) => {
          let mailbox = new Mailbox<string>(capacity);
          const riskCritical: string[] = [];
          const opportunity: string[] = [];
          let reserved = 0;
          const free = (): number => capacity - riskCritical.length - opportunity.length - reserved;
          steps.forEach((taken, index) => {
            if (taken.kind === 'reserve') {
              const fits = taken.count <= free();
              expect(mailbox.tryReserve(taken.count)).toBe(fits);
              if (fits) reserved += taken.count;
            } else if (taken.kind === 'release') {
              if (taken.count > reserved) {
                expect(() => mailbox.releaseReservation(taken.count)).toThrow(AssertionFailed);
              } else {
                mailbox.releaseReservation(taken.count);
                reserved -= taken.count;
              }
            } else if (taken.kind === 'offer') {
              const fits = free() > 0;
              expect(mailbox.offerOpportunity(`opportunity ${index}`)).toBe(fits);
              if (fits) opportunity.push(`opportunity ${index}`);
            } else if (taken.kind === 'put') {
              if (reserved === 0) expect(() => mailbox.putRiskCritical('never')).toThrow(AssertionFailed);
              else {
                mailbox.putRiskCritical(`risk-critical ${index}`);
                riskCritical.push(`risk-critical ${index}`);
                reserved -= 1;
              }
            } else if (taken.kind === 'take') {
              const expected = riskCritical.length > 0 ? riskCritical.shift() : opportunity.shift();
              expect(mailbox.peek()).toBe(expected);
              expect(mailbox.take()).toBe(expected);
            } else {
              mailbox = Mailbox.restore(mailbox.save());
            }
            expect(mailbox.save()).toEqual({ capacity, reserved, riskCritical, opportunity });
            expect(mailbox.depth).toBe(riskCritical.length + opportunity.length);
            expect(mailbox.reserved).toBe(reserved);
            expect(mailbox.free).toBe(free());
            expect(mailbox.depth + mailbox.reserved).toBeLessThanOrEqual(mailbox.capacity);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is never too full for a risk-critical message whose room was reserved', () => {
    const mailbox = new Mailbox<string>(3);
    expect(mailbox.tryReserve(2)).toBe(true);
    expect(mailbox.offerOpportunity('first')).toBe(true);
    expect(mailbox.offerOpportunity('second')).toBe(false);
    mailbox.putRiskCritical('cancel');
    mailbox.putRiskCritical('unwind');
    expect([mailbox.take(), mailbox.take(), mailbox.take(), mailbox.take()]).toEqual([
      'cancel',
      'unwind',
      'first',
      undefined,
    ]);
  });

  test('has room to reserve at once for sending a risk-critical message again', () => {
    const mailbox = new Mailbox<string>(1);
    mailbox.tryReserve(1);
    mailbox.putRiskCritical('cancel');
    mailbox.take();
    expect(mailbox.tryReserve(1)).toBe(true);
  });

  test('has 1,024 places unless told otherwise, and refuses a capacity outside its bounds', () => {
    expect(new Mailbox().capacity).toBe(1_024);
    expect(mailboxCapacityByDefault).toBe(1_024);
    for (const capacity of [0, -1, 1.5, Number.NaN, mailboxCapacityMax + 1]) {
      expect(() => new Mailbox(capacity)).toThrow(AssertionFailed);
    }
  });

  test('refuses counts that are not counts, and messages that are nothing', () => {
    const mailbox = new Mailbox<string | undefined>(4);
    mailbox.tryReserve(1);
    for (const count of [-1, 0.5, Number.NaN]) {
      expect(() => mailbox.tryReserve(count)).toThrow(AssertionFailed);
      expect(() => mailbox.releaseReservation(count)).toThrow(AssertionFailed);
    }
    expect(() => mailbox.offerOpportunity(undefined)).toThrow(AssertionFailed);
    expect(() => mailbox.putRiskCritical(undefined)).toThrow(AssertionFailed);
    expect(mailbox.save()).toEqual({ capacity: 4, reserved: 1, riskCritical: [], opportunity: [] });
  });

  test('refuses to restore more than its capacity, or less than nothing', () => {
    const sound = { capacity: 3, reserved: 1, riskCritical: ['cancel'], opportunity: ['order'] };
    expect(Mailbox.restore(sound).save()).toEqual(sound);
    expect(() => Mailbox.restore({ ...sound, reserved: 2 })).toThrow(AssertionFailed);
    expect(() => Mailbox.restore({ ...sound, opportunity: ['order', 'order'] })).toThrow(AssertionFailed);
    expect(() => Mailbox.restore({ ...sound, riskCritical: ['cancel', 'cancel'] })).toThrow(AssertionFailed);
    expect(() => Mailbox.restore({ ...sound, reserved: -2 })).toThrow(AssertionFailed);
  });
});
