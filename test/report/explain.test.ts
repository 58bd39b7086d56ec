// Goal: a story says what the journal says, in the order in which it happened, with the result at the end, and fits a
// screen.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain, storyLines } from '../../src/report/explain.ts';
import { wrapped } from '../../src/report/story/story.ts';
import { ackLost, completed, journalOf, smallRun } from './journals.ts';

const linesOf = (id: string, width = 100): readonly string[] => {
  const story = explain(smallRun, id);
  if (story === null) throw new Error(`there is no story of ${id}`);
  return storyLines(story, width);
};

describe('the life of an arbitrage', () => {
  test('whose ack was lost', () => {
    expect(`\n${linesOf('2').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Arbitrage 2, at 1.5 s of virtual time: 10 sets of FED-DEC, legs all at once, strategy generator.
          +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi, for 0.10 of
                 edge after fees (103 bps)
         +30 ms  FAULT ackLost at polymarket, order 2.1: the venue takes the order, and its answer never
                 reaches the client
         +60 ms  2.2 has filled all 10 on kalshi, at 0.49
        +400 ms  no answer for 2.1: in doubt, it counts as its worst case, and polymarket is asked (in
                 truth it lives at polymarket)
        +900 ms  the doubt about a leg lasted too long: what is open is cancelled in the same instant
           +1 s  asked, polymarket says that 2.1 lives there with nothing filled: out of doubt
        +1.15 s  polymarket has ended 2.1 with nothing filled
                 exposed: 10 shares without their other side, at worst a loss of 4.95
                 to get out of it, 2.u1: sell 10 NO at 0.48 on kalshi
        +1.21 s  FAILED, flat again at a cost: -0.20, where 0.10 was expected (the doubt about a leg
                 lasted too long)
                 (4 smaller steps are left out)
      "
    `);
  });

  test('that went as planned', () => {
    expect(`\n${linesOf('1').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Arbitrage 1, at 1 s of virtual time: 10 sets of FED-DEC, legs all at once, strategy generator.
         +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi, for 0.10 of edge
                after fees (103 bps)
                2 legs leave at once: 1.1 to polymarket and 1.2 to kalshi
        +40 ms  polymarket says that it has taken 1.1
                kalshi says that it has taken 1.2
        +60 ms  1.1 has filled all 10 on polymarket, at 0.48
                1.2 has filled all 10 on kalshi, at 0.49
                COMPLETED, every set hedged: 0.10 was expected
      "
    `);
  });

  test('that was refused', () => {
    expect(`\n${linesOf('3').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Arbitrage 3, at 1.6 s of virtual time: 10 sets of FED-DEC, legs all at once, strategy generator.
        +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi, for 0.10 of edge
               after fees (103 bps)
               refused by the lane: a lane is full
      "
    `);
  });

  test('that a late fill has opened again', () => {
    expect(`\n${linesOf('4').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Arbitrage 4, at 2 s of virtual time: 10 sets of FED-DEC, legs all at once, strategy generator.
         +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi, for 0.10 of edge
                after fees (103 bps)
                2 legs leave at once: 4.1 to polymarket and 4.2 to kalshi
        +30 ms  polymarket refuses 4.1 (for no stated reason)
                4.1 has come to nothing: every other leg is cancelled in the same instant
        +50 ms  kalshi refuses 4.2 (not enough money in the account)
                CANCELLED, nothing had filled and nothing is lost (4.1 has come to nothing)
        +90 ms  a fill of 4.1 comes after its end, 10 at 0.48: it is booked all the same, and flagged
                what had ended cancelled is opened again: a fill came, or was undone, after the end
                EXPOSED, 10 shares are left, at worst a loss of 4.85 (a fill came, or was undone, after
                the end)
      "
    `);
  });

  test('is found by each of its names', () => {
    for (const id of ['arb:2', 'intent:2']) expect(linesOf(id)).toEqual(linesOf('2'));
    expect(linesOf('order:2.1')).toEqual(linesOf('2.1'));
  });
});

describe('the life of an order', () => {
  test('that was in doubt', () => {
    expect(`\n${linesOf('2.1').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Order 2.1, a leg of arbitrage 2: buy 10 YES at 0.48 on polymarket.
          +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi, for 0.10 of
                 edge after fees (103 bps)
                 2 legs leave at once: 2.1 to polymarket and 2.2 to kalshi
         +30 ms  polymarket takes it, as V2.1
                 FAULT ackLost at polymarket, order 2.1: the venue takes the order, and its answer never
                 reaches the client
        +400 ms  no answer for 2.1: in doubt, it counts as its worst case, and polymarket is asked (in
                 truth it lives at polymarket)
        +900 ms  the doubt about a leg lasted too long: what is open is cancelled in the same instant
           +1 s  asked, polymarket says that 2.1 lives there with nothing filled: out of doubt
        +1.15 s  polymarket has ended 2.1 with nothing filled
        +1.21 s  FAILED, flat again at a cost: -0.20, where 0.10 was expected (the doubt about a leg
                 lasted too long)
                 CANCELLED: nothing filled; polymarket says the same
                 (1 smaller step is left out)
      "
    `);
  });

  test('that unwinds', () => {
    expect(`\n${linesOf('2.u1').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Order 2.u1, an unwind of arbitrage 2: sell 10 NO at 0.48 on kalshi.
          +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi, for 0.10 of
                 edge after fees (103 bps)
        +900 ms  the doubt about a leg lasted too long: what is open is cancelled in the same instant
        +1.15 s  to get out of it, 2.u1: sell 10 NO at 0.48 on kalshi
        +1.17 s  kalshi takes it, as V2.u1
        +1.19 s  kalshi says that it has taken 2.u1
        +1.21 s  2.u1 has filled all 10 on kalshi, at 0.48
                 FAILED, flat again at a cost: -0.20, where 0.10 was expected (the doubt about a leg
                 lasted too long)
                 FILLED: all 10 at 0.48 on average, fees 0.05; kalshi says the same
      "
    `);
  });

  test('that was rejected, and filled all the same', () => {
    expect(`\n${linesOf('4.1').join('\n')}\n`).toMatchInlineSnapshot(`
      "
      Order 4.1, a leg of arbitrage 4: buy 10 YES at 0.48 on polymarket.
         +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi, for 0.10 of edge
                after fees (103 bps)
                2 legs leave at once: 4.1 to polymarket and 4.2 to kalshi
        +30 ms  polymarket refuses 4.1 (for no stated reason)
                4.1 has come to nothing: every other leg is cancelled in the same instant
        +50 ms  CANCELLED, nothing had filled and nothing is lost (4.1 has come to nothing)
        +90 ms  a fill of 4.1 comes after its end, 10 at 0.48: it is booked all the same, and flagged
                what had ended cancelled is opened again: a fill came, or was undone, after the end
                EXPOSED, 10 shares are left, at worst a loss of 4.85 (a fill came, or was undone, after
                the end)
                REJECTED: yet filled all 10 at 0.48 on average, fees 0.05; polymarket says the same
      "
    `);
  });
});

describe('a story', () => {
  test.each(['9', '2.7', '2.u2', 'nobody', ''])('of %o is not made up: the journal does not know it', (id) => {
    expect(explain(smallRun, id)).toBeNull();
  });

  test('tells the same whatever else the journal speaks of', () => {
    const alone = explain(journalOf(ackLost(2, 1_500_000)), '2');
    expect(explain(journalOf(completed(1, 1_400_000), ackLost(2, 1_500_000), completed(3, 1_500_000)), '2')).toEqual(
      alone,
    );
  });

  test('goes forward in time, begins at 0 and has at most ten moments', () => {
    for (const id of ['1', '2', '3', '4', '2.1', '4.1', '4.2']) {
      const times = explain(smallRun, id)?.moments.map(({ sinceUs }) => sinceUs) ?? [];
      expect(times).toEqual(times.toSorted((left, right) => left - right));
      expect(times.length).toBeLessThanOrEqual(10);
      expect(times[0]).toBe(0);
    }
  });

  test('fits any screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 140 }), fc.constantFrom('1', '2', '4', '2.1'), (width, id) => {
        expect(Math.max(...linesOf(id, width).map((line) => line.length))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrapped text', () => {
  test('keeps every word, in order, and no line is too long unless it is one word', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 12 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (all, width) => {
        const lines = wrapped(all.join(' '), width);
        expect(lines.join(' ')).toBe(all.join(' '));
        for (const line of lines) if (line.includes(' ')) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
