// Goal: a run over a recording is a function of the recording, however it is read ahead, saved and resumed; nobody trades
// on a book that may be wrong; damage never ends a run, and never goes unreported.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  OtherRecording,
  ReplayedIntents,
  type ReplayedIntentsState,
} from '../../../src/engine/intents/replayed-intents.ts';
import { MisplacedInput } from '../../../src/run/misplaced.ts';
import { RecordedBooks } from '../../../src/market-data/recorded-book.ts';
import type { ReplayInput } from '../../../src/market-data/replay/replay-input.ts';
import type { ReplayItem } from '../../../src/market-data/replay/types.ts';
import type { BookLevel, MarketUpdate } from '../../../src/market-data/types.ts';
import type { MarketEvent } from '../../../src/strategies/types.ts';
import type { VenueMarketBooks } from '../../../src/venues/simulation/types.ts';
import { syntheticRecording } from '../../../src/market-data/synthetic/recording.ts';
import { noted, nothing, quietWorld } from '../fakes.ts';
import { strategyOf } from './small-scenario.ts';
import { inputOf, recordingOf, runOver, scenarioOver, type Lines } from '../replayed.ts';

/** A venue moves its book so that YES is offered at that price, at that time. */
const offer = (venue: 'polymarket' | 'kalshi', atUs: number, px: bigint): ReplayItem => {
  const update: MarketUpdate = { atUs, venue, market: 'EVENT', what: 'level', side: 'ask', px, qty: 9n };
  return { what: 'update', atUs, update };
};
const end = (atUs: number): ReplayItem => ({ what: 'end', atUs });

/** A book of which a test sees the last price, with bids two cents below. */
const bookOf = (): VenueMarketBooks => {
  let px = 0n;
  const depthOf = (_market: string, _outcome: string, side: string): BookLevel[] => [
    { px: side === 'bid' ? px - 20_000n : px, qty: 9n },
  ];
  const apply = (update: MarketUpdate): void => void (update.what === 'level' && (px = update.px));
  return {
    has: () => true,
    isTradable: () => px > 0n,
    depthOf,
    apply,
    quoteOf: nothing,
  } as unknown as VenueMarketBooks;
};

const LATE_US = 20_000;

/** The items as a source takes them, without a file. */
const itemsOf = (items: readonly ReplayItem[], sha256: string) => {
  const input = {
    ...{ sha256, position: 0, needsInput: false },
    peek: () => items[input.position] ?? null,
    take: () => items[input.position++]!,
    goTo: (position: number) => void (input.position = position),
  };
  return input;
};

/** The source by itself, over these items. Its user steps it. */
const sourceOf = (
  items: readonly ReplayItem[],
  {
    more = '',
    latency = '20ms',
    pairs = 2,
  }: Partial<Parameters<typeof scenarioOver>[0]> & { readonly pairs?: number } = {},
  state?: ReplayedIntentsState,
  sha256 = 'abc',
) => {
  const calls: string[] = [];
  const told: MarketEvent[] = [];
  const quiet = quietWorld();
  const whole = scenarioOver({ latency, more }).scenario;
  const scenario = { ...whole, pairs: whole.pairs.slice(0, pairs) };
  const [given, arbitrages] = [itemsOf(items, sha256), { liveCount: 0 }];
  const modules = new Map([strategyOf('scanner', (event, step) => ((told[step] = event), []))]);
  const setup: ConstructorParameters<typeof ReplayedIntents>[0] = {
    ...{ world: quiet.world, scenario, data: scenario.data!, modules, arbitrages },
    ...{ portfolio: { accounts: { fundsOf: () => 3n } as never }, connections: { stateOf: () => null } },
    ...{ admission: { offer: nothing, refuse: nothing }, phases: noted(calls, { stop: nothing, exhausted: nothing }) },
    venues: new Map(['polymarket', 'kalshi'].map((venue) => [venue, { book: bookOf() }])),
    input: given as unknown as ReplayInput,
  };
  const source = new ReplayedIntents(setup, state);
  const step = (): boolean => {
    source.prepare();
    const entry = quiet.world.calendar.next();
    if (entry !== undefined) source.handle(entry as Parameters<ReplayedIntents['handle']>[0]);
    return entry !== undefined;
  };
  return { ...quiet, calls, told, given, source, arbitrages, step };
};

type SourceScript = ReturnType<typeof sourceOf>;

/** Steps until nothing is due, and returns what the strategies received, as `time pair asks`. */
const play = ({ step, told }: SourceScript): string[] => {
  while (step());
  return told.map(({ atUs, pair, quotes }) => `${atUs} ${pair} ${quotes.map(({ askPx }) => askPx).join(' ')}`);
};

describe('a source over a recording', () => {
  const both = [offer('polymarket', 1_000, 400_000n), offer('kalshi', 1_000, 600_000n)];

  it('waits for its beginning', () => {
    const { source, step, due, given } = sourceOf([...both, end(2_000)]);
    given.needsInput = true;
    expect([step(), due(), source.needsInput, source.moments]).toEqual([false, [], false, 0]);
    source.moment();
    expect(source.needsInput).toBe(true);
  });

  it('tells what comes at one instant together and once, of each pair, when it can be seen, and then ends', () => {
    const script = sourceOf([...both, end(2_000)]);
    script.source.moment();
    const pairs = [...new Set(play(script).map((each) => each.split(' ')[1]))];
    expect(pairs).toHaveLength(2);
    expect(play(script).map((each) => each.split(' ').slice(2))).toEqual(
      expect.arrayContaining([
        ['400000', '420000'],
        ['620000', '600000'],
      ]),
    );
    expect(script.told.map(({ atUs }) => atUs)).toEqual([1_000 + LATE_US, 1_000 + LATE_US]);
    expect([script.source.moments, script.calls]).toEqual([2, ['exhausted']]);
    expect(script.told[0]?.quotes.map(({ shownAtUs, funds }) => [shownAtUs, funds])).toEqual([
      [1_000, 3n],
      [1_000, 3n],
    ]);
  });

  it('tells nothing of a pair before each of its legs was seen, and then with the age of the older one', () => {
    const script = sourceOf([offer('kalshi', 1_000, 600_000n), offer('polymarket', 4_000, 400_000n), end(5_000)]);
    script.source.moment();
    play(script);
    expect(script.told.map(({ atUs }) => atUs)).toEqual([24_000, 24_000]);
    // YES at 40 and NO at 42 cents, of which the older was shown 23 milliseconds ago.
    expect(script.recordsOf('opportunity.seen')).toMatchObject([{ edgePx: 180_000n, ageUs: 23_000 }]);
  });

  it('holds nothing for an opportunity whose books no strategy takes for fresh', () => {
    const script = sourceOf([offer('kalshi', 0, 600_000n), offer('polymarket', 10_000_000, 400_000n), end(10_000_001)]);
    script.source.moment();
    expect(play(script)).toHaveLength(2);
    expect(script.recordsOf('opportunity.seen')).toEqual([]);
  });

  it('ends when what was shown last has been received, and not before', () => {
    const script = sourceOf([...both, end(1_000)]);
    script.source.moment();
    for (let step = 0; step < 3; step += 1) script.step();
    expect([script.calls, script.recordsOf('recording.noted').length, script.told]).toEqual([[], 1, []]);
    play(script);
    expect([script.calls, script.told.length]).toEqual([['exhausted'], 2]);
  });

  it('is not over while the quotes of one pair are to be sent', () => {
    const script = sourceOf([...both, end(1_000)], { pairs: 1 });
    script.source.moment();
    for (let step = 0; step < 5; step += 1) script.step();
    expect([script.told, script.due(), script.calls]).toEqual([[], ['21000 tell'], []]);
    play(script);
    expect([script.told.length, script.calls]).toEqual([1, ['exhausted']]);
  });

  it('tells together and at that instant what is seen without delay', () => {
    const script = sourceOf([...both, end(2_000)], { latency: '0s' });
    script.source.moment();
    play(script);
    expect(script.told.map(({ atUs }) => atUs)).toEqual([1_000, 1_000]);
  });

  it('ends with its number of moments', () => {
    const script = sourceOf([...both, offer('kalshi', 90_000, 610_000n), end(90_001)], {
      more: 'length: { intents: 3 }',
    });
    script.source.moment();
    play(script);
    expect(script.calls[0]).toBe('exhausted');
    expect(script.calls.length).toBeGreaterThan(1);
  });

  it('once stopped tells nobody, and moves the books for as long as something lives that may meet them', () => {
    const script = sourceOf([...both, offer('kalshi', 3_000, 610_000n), offer('kalshi', 9_000, 620_000n), end(9_000)]);
    script.source.moment();
    script.arbitrages.liveCount = 1;
    script.step();
    script.source.stop();
    while (script.world.nowUs < 3_000) script.step();
    expect(script.recordsOf('recording.noted')).toEqual([]);
    script.arbitrages.liveCount = 0;
    play(script);
    const ended = { type: 'recording.noted', event: 'ended', detail: 'the run was stopped' };
    expect(script.recordsOf('recording.noted')).toMatchObject([ended]);
    expect([script.told, script.calls, script.source.save().isStopped]).toEqual([[], [], true]);
  });

  it.each([
    ['under way', false, 0, true],
    ['stopped, with something that lives', true, 1, true],
    ['stopped, with nothing that lives', true, 0, false],
  ])('needs what it has not read, or not: %s', (_when, isStopped, liveCount, needed) => {
    const { source, given, arbitrages } = sourceOf([end(0)]);
    source.moment();
    if (isStopped) source.stop();
    Object.assign(arbitrages, { liveCount });
    given.needsInput = true;
    expect(source.needsInput).toBe(needed);
    given.needsInput = false;
    expect(source.needsInput).toBe(false);
  });

  it('resumes at its place, with what is on its way and what is to be sent', () => {
    const items = [...both, offer('polymarket', 30_000, 410_000n), end(60_000)];
    const script = sourceOf(items);
    script.source.moment();
    for (let step = 0; step < 4; step += 1) script.step();
    const saved = structuredClone(script.source.save());
    expect(saved).toMatchObject({ recording: 'abc', position: 2, phase: 'replaying', moments: 0, isStopped: false });
    expect(saved.toTell).toHaveLength(2);
    const other = sourceOf(items, {}, saved);
    expect(other.source.save()).toEqual(saved);
    const resume = (): SourceScript => sourceOf(items, {}, saved, 'another');
    expect(resume).toThrow(OtherRecording);
    expect(resume).toThrow('its sha256 begins with another, and was abc.');
  });
});

const usual = { durationMs: 4_000, newsEveryMs: 1_600 };

describe('a run over a recording', () => {
  it('has the same digest whatever is read ahead, wherever it is saved', async () => {
    const recording = syntheticRecording({ seed: 5, ...usual, gapEveryMs: 900 });
    const parsed = scenarioOver({ latency: '20ms' });
    const { digest, arbitrages } = await runOver(parsed, inputOf(recording)).finish();
    expect(arbitrages.total).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 0, max: 1_500 }),
        async (readAhead, steps) => {
          const run = runOver(parsed, inputOf(recording, readAhead));
          for (let step = 0; step < steps; step += 1) {
            if (run.needsInput) await run.readInput();
            if (!run.step()) break;
          }
          const restored = runOver(parsed, inputOf(recording, 1 + (readAhead % 97)), {}, structuredClone(run.save()));
          expect((await restored.finish()).digest).toBe(digest);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('is refused over another recording than it was saved over, and without one', async () => {
    const parsed = scenarioOver({ latency: '20ms' });
    const one = syntheticRecording({ seed: 1, durationMs: 1_000 });
    const other = syntheticRecording({ seed: 2, durationMs: 1_000 });
    const run = runOver(parsed, inputOf(one));
    await run.readInput();
    run.step();
    const state = run.save();
    expect(() => runOver(parsed, inputOf(other), {}, state)).toThrow(OtherRecording);
    expect(() => runOver(parsed, undefined as never)).toThrow(MisplacedInput);
    expect(runOver(parsed, inputOf(other)).runId).not.toBe(run.runId);
  });

  it('can be stopped in the middle, and says so', async () => {
    const run = runOver(scenarioOver({ latency: '20ms' }), inputOf(syntheticRecording({ seed: 3, ...usual })));
    const noted: string[] = [];
    run.consume((body) => {
      if (body.type === 'recording.noted') noted.push(`${body.event}: ${body.detail}`);
    });
    for (let step = 0; step < 600; step += 1) {
      if (run.needsInput) await run.readInput();
      run.step();
    }
    run.stop('interrupted');
    const { endedBy, recording, audit } = await run.finish();
    expect({ endedBy, noted, violations: audit.violations }).toEqual({
      endedBy: 'interrupted',
      noted: ['ended: the run was stopped'],
      violations: 0,
    });
    expect(recording?.updates).toBeGreaterThan(0);
  });

  it('sees what comes at one instant together, and nothing sooner than it can be seen', async () => {
    const rec = syntheticRecording({ seed: 4, ...usual });
    const shownAt: number[] = [];
    const run = runOver(scenarioOver({ latency: '70ms' }), inputOf(rec));
    run.consume((body) => {
      if (body.type === 'opportunity.seen') shownAt.push(body.ageUs);
    });
    await run.finish();
    expect(shownAt.length).toBeGreaterThan(0);
    expect(Math.min(...shownAt)).toBeGreaterThanOrEqual(70_000);
  });
});

type Damage = { readonly how: 'cut' | 'swap' | 'double' | 'drop' | 'spoil'; readonly at: number; readonly by: number };

const damage = (lines: readonly string[], done: readonly Damage[]): readonly string[] => {
  const damaged = [...lines];
  for (const { how, at, by } of done) {
    const index = at % damaged.length;
    const line = damaged[index]!;
    if (how === 'cut') damaged[index] = line.slice(0, by % line.length);
    else if (how === 'drop') damaged.splice(index, 1 + (by % 3));
    else if (how === 'double') damaged.splice(index, 0, line);
    else if (how === 'swap') damaged.splice((index + by) % damaged.length, 0, ...damaged.splice(index, 1));
    else damaged[index] = line.slice(0, by % line.length) + '9' + line.slice((by % line.length) + 1);
    if (damaged.length === 0) damaged.push('');
  }
  return damaged;
};

const anyDamage: fc.Arbitrary<Damage> = fc.record({
  how: fc.constantFrom('cut', 'swap', 'double', 'drop', 'spoil'),
  at: fc.nat(100_000),
  by: fc.nat(100_000),
});

describe('a damaged recording', () => {
  it('never ends a run, is traded on only where its books can be trusted, and is reported fault by fault', async () => {
    const sound = syntheticRecording({ seed: 9, durationMs: 3_500, newsEveryMs: 1_600 });
    const parsed = scenarioOver({ latency: '0s' });
    await fc.assert(
      fc.asyncProperty(fc.array(anyDamage, { minLength: 1, maxLength: 12 }), async (done) => {
        const lines: Lines = { lines: damage(sound.lines, done), options: sound.options };
        const run = runOver(parsed, inputOf(lines));
        const items = inputOf(lines);
        await items.read();
        const books = new RecordedBooks();
        run.consume((body, _seq, atUs) => {
          if (body.type !== 'intent.received') return;
          for (let item = items.peek(); item !== null && item.atUs <= atUs; item = items.peek()) {
            if (item.what === 'update') books.apply(item.update);
            if (items.take().what === 'end') break;
          }
          for (const { venue, market } of body.legs) {
            const book = books.of(venue, market);
            expect({ venue, isStale: book.isStale, isCrossed: book.isCrossed }).toEqual({
              venue,
              isStale: false,
              isCrossed: false,
            });
          }
        });
        const { audit, recording, digest } = await run.finish();
        expect(audit.found).toEqual([]);
        const read = recordingOf(lines);
        for await (const _batch of read.batches());
        for (const [kind, count] of Object.entries(read.report.faults)) expect(recording?.noted[kind] ?? 0).toBe(count);
        expect(recording?.updates).toBe(read.report.updates);
        expect((await runOver(parsed, inputOf(lines, 50)).finish()).digest).toBe(digest);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
