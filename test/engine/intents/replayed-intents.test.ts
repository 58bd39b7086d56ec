// Goal: a run over a recording is a function of the recording, however it is read ahead, saved and gone on with; nobody trades
// on a book that may be wrong; damage never ends a run, and never goes unreported.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OtherRecording } from '../../../src/engine/intents/replayed-intents.ts';
import { MisplacedInput } from '../../../src/run/misplaced.ts';
import { RecordedBooks } from '../../../src/market-data/recorded-book.ts';
import { syntheticRecording } from '../../../src/market-data/synthetic/recording.ts';
import { inputOf, recordingOf, runOver, scenarioOver, type Lines } from '../replayed.ts';

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
