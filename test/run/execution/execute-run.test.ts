// Goal: the caller that executes a run learns how it ended: by its verdict, by what a watcher found, by a step that threw, or by a
// request to stop; and its journal file is whole in each case. Method: a run of three records by hand, and no terminal.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { JournalConsumer } from '../../../src/journal/journal.ts';
import type { SteppedRun } from '../../../src/run/execution/dependencies.ts';
import { executeRun, type ExecutionOptions } from '../../../src/run/execution/execute-run.ts';
import { listenToInterrupts, type InterruptSignal } from '../../../src/run/execution/interrupts.ts';
import type { PreparedRun } from '../../../src/run/execution/prepare.ts';
import { noProgress } from '../../../src/run/execution/progress-reporter.ts';
import { RunBroke, RunFailed } from '../../../src/run/run-failed.ts';
import { WrongInput } from '../../../src/run/wrong-input.ts';
import { smallRun } from '../../report/journals.ts';
import { goodRun } from '../../report/sample-summary.ts';

const folder = mkdtempSync(join(tmpdir(), 'execution-'));
afterAll(() => rmSync(folder, { recursive: true }));
const out = join(folder, 'run.jsonl');
const written = (): number => readFileSync(out, 'utf8').split('\n').length - 1;

/** A run that writes the records one a step, and calls `before` ahead of each. */
const preparedRun = (before: (step: number) => void, stops: string[] = []): PreparedRun => {
  const consumers: JournalConsumer[] = [];
  let at = 0;
  const run: SteppedRun = {
    runId: 'run-1',
    digest: goodRun.digest,
    needsInput: false,
    get lastSeq() {
      return at;
    },
    get nowUs() {
      return smallRun[Math.max(at - 1, 0)]!.atUs;
    },
    step: () => {
      before(at);
      const record = smallRun[at];
      if (record === undefined) return false;
      at += 1;
      for (const consume of consumers) consume(record, record.seq, record.atUs);
      return true;
    },
    checkCommand: () => undefined,
    isNext: () => false,
    repeat: () => undefined,
    stop: (reason) => void stops.push(reason),
    consume: (consumer) => void consumers.push(consumer),
    readInput: () => Promise.resolve(),
    progress: () => ({ intents: at, intentsMax: 9, liveArbitrages: 0, nowUs: 0 }),
    summary: () => goodRun,
    save: () => null,
    story: () => [],
  };
  const scenario = { length: { intentsMax: 9, durationUs: null } };
  return { run, scenario, path: 'by-hand.yaml', seed: '7', inputs: {} } as unknown as PreparedRun;
};

/** Its time passes at every look, so that the run is looked after at the same steps on any machine. */
const wall = () => {
  let nowMs = 0;
  return { nowMs: () => (nowMs += 4), sleepMs: () => Promise.resolve() };
};

const execute = (before: (step: number) => void, options: Partial<ExecutionOptions> = {}, stops: string[] = []) =>
  executeRun(preparedRun(before, stops), { wall: wall(), out, ...options });

describe('a run that is executed', () => {
  test('comes to its summary, and its journal is in the file', async () => {
    const { summary, judged } = await execute(() => undefined);
    expect(summary).toBe(goodRun);
    expect(judged).toBe(goodRun);
    expect(written()).toBe(smallRun.length);
  });

  test('is judged by what its watcher was shown wrongly, and the watcher receives the verdict', async () => {
    const verdicts: string[] = [];
    const { summary, judged } = await execute(() => undefined, {
      watcher: {
        holding: (given) => given,
        failures: ['Two states differ.'],
        judged: ({ outcome }) => verdicts.push(outcome),
      },
    });
    expect(summary.passed).toBe(true);
    expect(judged).toMatchObject({ passed: false, verdict: 'failed', failures: ['Two states differ.'] });
    expect(verdicts).toEqual(['failed']);
  });

  test('is driven by the wall that its watcher holds back', async () => {
    let looks = 0;
    const held = { nowMs: () => (looks += 1) * 4, sleepMs: () => Promise.resolve() };
    await execute(() => undefined, { watcher: { holding: () => held, failures: [] } });
    expect(looks).toBeGreaterThan(0);
  });
});

describe('a step that throws', () => {
  const thrown = new TypeError('the ledger does not balance');

  test('breaks the run: virtual time, the reason, and the stack of what was thrown', async () => {
    const error = await execute((step) => {
      if (step === 2) throw thrown;
    }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RunBroke);
    const { message, stack, cause } = error as RunBroke;
    expect(message).toBe(`The run broke at ${smallRun[1]!.atUs} µs of virtual time: the ledger does not balance`);
    expect(stack).toBe(thrown.stack);
    expect(cause).toBe(thrown);
    expect(written()).toBe(2);
  });

  test.each([new RunFailed('The disk is full.'), new WrongInput('The strategy is missing.')])(
    'passes on what is a sentence already: %s',
    async (sentence) => {
      const error = await execute(() => {
        throw sentence;
      }).catch((caught: unknown) => caught);
      expect(error).toBe(sentence);
    },
  );

  test('a journal file that cannot be opened is wrong input, before the first step', async () => {
    let steps = 0;
    const execution = execute(() => (steps += 1), { out: join(folder, 'missing', 'run.jsonl') });
    await expect(execution).rejects.toThrow(WrongInput);
    expect(steps).toBe(0);
  });
});

describe('a request to stop', () => {
  const signalsAt = async (steps: readonly number[]) => {
    const heard = new Set<(signal: InterruptSignal) => void>();
    const interrupts = listenToInterrupts({
      onInterrupt: (listener) => {
        heard.add(listener);
        return () => void heard.delete(listener);
      },
    });
    const seen: string[] = [];
    const stops: string[] = [];
    const before = (step: number): void => {
      if (steps.includes(step)) heard.forEach((listener) => listener('SIGTERM'));
    };
    const options: Partial<ExecutionOptions> = {
      progress: { ...noProgress, stopping: () => seen.push('stopping') },
      stopping: {
        interrupts,
        abandon: (signal, { verdict }) => seen.push(`${signal}, ${verdict}, ${written()} records in the file`),
      },
    };
    const { summary } = await execute(before, options, stops).finally(() => interrupts.forget());
    expect(heard.size).toBe(0);
    return { seen, stops, summary };
  };

  test('drains the run, which is interrupted then', async () => {
    const { seen, stops, summary } = await signalsAt([1]);
    expect(seen).toEqual(['stopping']);
    expect(stops).toEqual(['interrupted']);
    expect(summary).toMatchObject({ passed: false, verdict: 'interrupted' });
  });

  test('a second time abandons it, with its journal file whole and what it came to until then', async () => {
    const { seen } = await signalsAt([1, 3]);
    expect(seen).toEqual(['stopping', 'SIGTERM, interrupted, 3 records in the file']);
  });
});
