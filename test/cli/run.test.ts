// Goal: `dte run` says what happened where it is asked to, nothing else there, and ends with the right exit code.
import { describe, expect, test } from 'vitest';
import { encodeRecord } from '../../src/journal/encode.ts';
import { smallRun } from '../report/journals.ts';
import { badRun, goodRun, judged, stoppedRun } from '../report/sample-summary.ts';
import { createFolder } from './folder.ts';
import { dteIn, scenarioOf } from './run/harness.ts';

const folder = createFolder();
const scenario = folder.write('demo.yaml', 'name: demo\n');
const again = `dte run ${scenario} --seed`;

describe('dte run', () => {
  test('runs to the end and prints the page, with the story and what to try next', async () => {
    const { exitCode, out, err, seen } = await dteIn(['run', scenario]);
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    expect(seen.steps).toBe(smallRun.length);
    expect(out).toMatch(/^PASS {2}demo, seed 7: 2 of 2 expectations, /);
    expect(out).toMatch(/^SIMULATION: /m);
    expect(out).toContain('Arbitrage 2, at 1.5 s');
    expect(out).toContain(`dte explain 2 ${scenario} --seed 7`);
    expect(out).toContain(goodRun.digest);
    expect(out).not.toContain('\u001B');
  });

  test('names commands as a user of npm can type them', async () => {
    const { out } = await dteIn(['run', scenario], { environment: { npm_execpath: '/usr/lib/npm-cli.js' } });
    expect(out).toContain(`  npx dte explain 2 ${scenario} --seed 7`);
    expect(out).toContain('  npx dte init my-test');
  });

  test('runs the demo where no scenario is named', async () => {
    const { exitCode, seen } = await dteIn(['run']);
    expect({ exitCode, hash: seen.options?.scenarioHash }).toEqual({ exitCode: 0, hash: 'hash-1' });
  });

  test('--json prints one object on stdout and nothing else; the page goes to people', async () => {
    const { out, err } = await dteIn(['run', scenario, '--json']);
    expect(JSON.parse(out)).toMatchObject({ simulation: true, passed: true, verdict: 'passed', interrupted: null });
    expect(JSON.parse(out)).toMatchObject({ digest: goodRun.digest, pnl: { captured: '980.204' } });
    expect(err).toContain('SIMULATION');
    const quiet = await dteIn(['run', scenario, '--json', '--quiet']);
    expect({ same: quiet.out === out, err: quiet.err }).toEqual({ same: true, err: '' });
  });

  test('--quiet prints one line, and picks no story', async () => {
    const { out, err, seen } = await dteIn(['run', scenario, '--quiet']);
    expect(out.split('\n')).toHaveLength(2);
    expect(out).toMatch(/^PASS {2}demo, seed 7: 2 of 2 expectations, .*; a simulation of 2,000 intents, digest 9f2c/);
    expect({ err, pickStory: seen.options?.pickStory }).toEqual({ err: '', pickStory: false });
  });

  test('hands seed, intents, faults and a module to the run', async () => {
    const args = ['--seed', 'x', '--intents', '50', '--fault', 'ackLost@kalshi=300', '--strategy', './mine.ts'];
    const { exitCode, out, seen } = await dteIn(['run', scenario, ...args]);
    expect(exitCode).toBe(0);
    expect(seen.options).toMatchObject({ seed: 'x', intentsMax: 50 });
    expect([...(seen.options?.strategies?.keys() ?? [])]).toEqual(['mine']);
    expect(seen.scenario?.faults).toEqual([{ fault: 'ackLost', venue: 'kalshi', chanceBps: 300 }]);
    expect(seen.scenario?.strategies[0]?.module).toMatch(/\/mine\.ts$/);
    expect(out).toContain(`dte run ${scenario} --seed x --intents 50 --fault ackLost@kalshi=300 --strategy ./mine.ts`);
  });

  test('--out writes the journal as it is', async () => {
    const { exitCode } = await dteIn(['run', scenario, '--out', folder.path('journal.jsonl')]);
    expect(exitCode).toBe(0);
    const lines = smallRun.map((record) => `${encodeRecord(record, record.seq, record.atUs)}\n`);
    expect(folder.read('journal.jsonl')).toBe(lines.join(''));
  });

  test('--speed waits for the wall, and changes nothing else', async () => {
    const fast = await dteIn(['run', scenario]);
    const paced = await dteIn(['run', scenario, '--speed', '10']);
    expect(paced.out).toBe(fast.out);
    // Five seconds of virtual time, ten times as fast, less what the fake clock takes to be read.
    const waitedMs = paced.seen.sleepsMs.reduce((sum, ms) => sum + ms, 0);
    expect(waitedMs).toBeGreaterThan(100);
    expect(fast.seen.sleepsMs.every((ms) => ms === 0)).toBe(true);
  });
});

test('the hash of the inputs is that of the scenario until an option or a module adds to it', async () => {
  const hashOf = async (...args: readonly string[]) =>
    (await dteIn(['run', scenario, ...args])).seen.options?.scenarioHash;
  const hashes = [await hashOf(), await hashOf('--fault', 'ackLost'), await hashOf('--strategy', 'mine.ts')];
  expect(hashes[0]).toBe('hash-1');
  expect(await hashOf('--seed', '9')).toBe('hash-1');
  expect(new Set(hashes).size).toBe(3);
  // In which order faults are typed decides nothing, but where two speak of the same venue: the last one counts.
  const typed = (...wishes: readonly string[]) => hashOf(...wishes.flatMap((wish) => ['--fault', wish]));
  expect(await typed('submitLost', 'ackLost@kalshi')).toBe(await typed('ackLost@kalshi', 'submitLost'));
  expect(await typed('ackLost', 'ackLost@kalshi=9')).not.toBe(await typed('ackLost@kalshi=9', 'ackLost'));
});

describe('--fault', () => {
  const faultsOf = async (...wishes: readonly string[]) => {
    const known = {
      fault: 'ackLate',
      venue: 'kalshi',
      chanceBps: 1,
      delayUs: { kind: 'constant', valueUs: 5 },
    } as const;
    const args = wishes.flatMap((wish) => ['--fault', wish]);
    const { seen } = await dteIn(['run', scenario, ...args], { scenario: scenarioOf({ faults: [known] }) });
    return seen.scenario?.faults;
  };

  test('without a venue strikes at all of them, at 5 %', async () => {
    expect((await faultsOf('ackLost'))?.slice(1)).toEqual([
      { fault: 'ackLost', venue: 'kalshi', chanceBps: 500 },
      { fault: 'ackLost', venue: 'polymarket', chanceBps: 500 },
    ]);
  });

  test('that the scenario has already gets its chance and keeps its delay', async () => {
    expect(await faultsOf('ackLate@kalshi=900')).toEqual([
      { fault: 'ackLate', venue: 'kalshi', chanceBps: 900, delayUs: { kind: 'constant', valueUs: 5 } },
    ]);
  });

  test('that takes a delay gets a usual one', async () => {
    expect((await faultsOf('ackLate@polymarket'))?.[1]).toMatchObject({ venue: 'polymarket', delayUs: {} });
  });
});

describe('wrong input', () => {
  const missing = folder.path('none.yaml');
  test.each([
    [['run', missing], 'there is no such file'],
    [['run', folder.path('.')], 'it is a folder'],
    [['run', scenario, '--seed', ' '], 'not empty'],
    [['run', scenario, '--intents', '0'], 'whole number'],
    [['run', scenario, '--intents', '1e3'], 'whole number'],
    [['run', scenario, '--speed', '-1'], 'number above 0'],
    [['run', scenario, '--fault', 'bad'], "no fault 'bad'"],
    [['run', scenario, '--fault', 'ackLost=20000'], 'at most 10000'],
    [['run', scenario, '--fault', 'ackLost@nowhere'], "the venue 'nowhere'"],
    [['run', scenario, '--strategy', 'missing.ts'], 'There is no module'],
    [['run', scenario, '--out', folder.path('none/journal.jsonl')], 'cannot be written'],
    [['run', scenario, '--lunch'], 'unknown option'],
  ])('%o is refused with a sentence and exit code 2, and nothing runs', async (args, says) => {
    const { exitCode, out, err, seen } = await dteIn(args);
    expect({ exitCode, out, steps: seen.steps }).toEqual({ exitCode: 2, out: '', steps: 0 });
    expect(err).toContain(says);
  });

  test('in a scenario is reported with all others at once, each with its place, and nothing runs', async () => {
    const wrong = folder.write('wrong.yaml', 'name: wrong\nseed: [1]\nlunch: soon\n');
    const { exitCode, out, err, seen } = await dteIn(['run', wrong]);
    expect({ exitCode, out, options: seen.options }).toEqual({ exitCode: 2, out: '', options: null });
    expect(err).toContain(`${wrong}:2:`);
    expect(err).toContain(`${wrong}:3:`);
  });
});

describe('a run that fails', () => {
  test('for a broken promise exits 1, with the promise and the command that does it again', async () => {
    const { exitCode, out, err } = await dteIn(['run', scenario, '--json', '--quiet'], { summary: badRun });
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ audit: { violations: 12 } });
    expect(err).toContain('The audit found 12 broken promises. First: agreement, record 41877, 93.1:');
    expect(err).toContain(`${again} 7`);
  });

  test('for a missed expectation exits 1 and says which', async () => {
    const summary = judged({ ...goodRun, expectations: badRun.expectations });
    const { exitCode, out, err } = await dteIn(['run', scenario, '--seed', '9'], { summary });
    expect(out).toMatch(/^FAIL {2}demo, seed 7: exposed: 0 is expected, and it is 1; 0 of 1 expectation, /);
    expect(exitCode).toBe(1);
    expect(err).toBe(`dte: The scenario expects exposed: 0, and it is 1.\ndte: Reproduce with: ${again} 9\n`);
  });

  test('because a strategy had to be stopped exits 1 and says why, on the page too', async () => {
    const summary = judged({
      ...goodRun,
      endedBy: 'strategyFaulted',
      strategies: { faulted: 1, found: ["Strategy 'mine' threw."] },
    });
    const { exitCode, out, err } = await dteIn(['run', scenario], { summary });
    expect(exitCode).toBe(1);
    expect(err).toBe(`dte: Strategy 'mine' threw.\ndte: Reproduce with: ${again} 7\n`);
    expect(out).toContain("  1 strategy had to be stopped:\n    Strategy 'mine' threw.\n");
  });

  test('because something broke says where, and how to see it again', async () => {
    const { exitCode, out, err } = await dteIn(['run', scenario], { breaksAt: 12 });
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/The run broke at \d+ µs of virtual time: the ledger does not balance/);
    expect(err).toContain(`${again} 7`);
  });
});

describe('a run that is stopped', () => {
  const stopped = { interruptsAt: [5], summary: stoppedRun };
  const at = 'interrupted at 75 of 416 intents, 4.2 s of virtual time';

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s drains and still reports, and exits %i: it is interrupted, and not fine', async (signal, code) => {
    const { exitCode, out, err, seen } = await dteIn(['run', scenario], { ...stopped, signals: [signal] });
    expect({ exitCode, stops: seen.stops, exits: seen.exits }).toEqual({
      exitCode: code,
      stops: ['interrupted'],
      exits: [],
    });
    expect(seen.steps).toBe(smallRun.length);
    expect(err).toContain('Ctrl-C again ends at once');
    expect(err).toContain(`dte: The run was ${at}.\n`);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`^INTERRUPTED demo, seed 7: ${at}; 21 invariants held`));
    expect(out.replaceAll(/\s+/g, ' ')).toContain('It was interrupted, and drained.');
  });

  test('says so on its one line, and in its object', async () => {
    const line = await dteIn(['run', scenario, '--quiet'], stopped);
    expect(line.out).toMatch(new RegExp(`^INTERRUPTED {2}demo, seed 7: ${at}; `));
    expect(line.out.split('\n')).toHaveLength(2);
    const { exitCode, out } = await dteIn(['run', scenario, '--quiet', '--json'], stopped);
    expect(exitCode).toBe(130);
    expect(JSON.parse(out)).toMatchObject({
      passed: false,
      verdict: 'interrupted',
      failures: [],
      interrupted: { intents: 75, intentsMax: 416, atUs: 4_200_000 },
    });
  });

  test('is not offered once more: the same command is another run', async () => {
    const again = `dte run ${scenario} --seed 7`;
    expect((await dteIn(['run', scenario])).out).toContain(again);
    const { out, err } = await dteIn(['run', scenario], stopped);
    expect(out).not.toContain(again);
    expect(err).not.toContain('Reproduce with');
  });

  test('names a promise that it broke, and is interrupted all the same', async () => {
    const summary = judged({ ...badRun, endedBy: 'interrupted', interrupted: stoppedRun.interrupted });
    const { exitCode, out, err } = await dteIn(['run', scenario], { interruptsAt: [5], summary });
    expect(exitCode).toBe(130);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(`${at}; agreement is broken at record 41877 (93.1)`);
    expect(err).toContain('The audit found 12 broken promises.');
  });

  test('behind its last step, while it is being written, has not passed either', async () => {
    const last = smallRun.length;
    const { exitCode, out } = await dteIn(['run', scenario, '--json', '--quiet'], { interruptsAt: [last] });
    expect(exitCode).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ passed: false, interrupted: { intents: last, intentsMax: last } });
  });

  test.each([
    [['SIGINT', 'SIGINT'], 130],
    [['SIGINT', 'SIGTERM'], 143],
  ] as const)('twice, by %o, ends at once with %i, and says how far it was', async (signals, code) => {
    const world = { interruptsAt: [5, 6], signals };
    const { out, seen } = await dteIn(['run', scenario, '--json'], world);
    expect({ stops: seen.stops, exits: seen.exits }).toEqual({ stops: ['interrupted'], exits: [code] });
    // The process of this test is not ended by it: what was written first is what a real one has written.
    expect(out).toContain('"verdict": "interrupted"');
    expect(out.slice(0, out.indexOf('\n}\n') + 2)).toSatisfy((text: string) => {
      const { passed, interrupted } = JSON.parse(text) as Record<string, unknown>;
      return passed === false && (interrupted as { intents: number }).intents === 6;
    });
    expect((await dteIn(['run', scenario, '--quiet'], world)).out).toMatch(/^INTERRUPTED {2}demo, seed 7: /);
  });

  test('ends the waiting for the wall', async () => {
    const whole = await dteIn(['run', scenario, '--speed', '1']);
    const cut = await dteIn(['run', scenario, '--speed', '1'], { interruptsAt: [4] });
    expect(cut.seen.sleepsMs.length).toBeLessThan(whole.seen.sleepsMs.length / 2);
    expect(cut.seen.steps).toBe(smallRun.length);
  });
});

describe('progress', () => {
  const long = Array.from({ length: 40 }, () => smallRun).flat();

  test('is a bar that is cleared, where somebody looks', async () => {
    const { out, err } = await dteIn(['run', scenario], { records: long, isTty: true });
    const clear = '\r\u001B[K';
    expect(err.split(clear)[1]).toMatch(/^simulation [█·]{24} /);
    expect(err.endsWith(clear)).toBe(true);
    expect(out).toContain('\u001B[1mSIMULATION');
  });

  test.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: 'true', TERM: 'dumb' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [false, { FORCE_COLOR: '' }, false],
    [false, { FORCE_COLOR: '3', NO_COLOR: '1' }, false],
  ] as const)('on a terminal: %o, and with %o, its page is in colours: %o', async (isTty, environment, isPainted) => {
    const { out } = await dteIn(['run', scenario], { isTty, environment });
    expect(out.includes('\u001B')).toBe(isPainted);
    if (isPainted) expect(out).toContain('\u001B[1m\u001B[32mPASS');
  });

  test('is a line now and then, where nobody looks, and nothing with --quiet', async () => {
    const endless = Array.from({ length: 60 }, () => long).flat();
    const { err } = await dteIn(['run', scenario, '--speed', '1000000'], { records: endless });
    expect(err).toMatch(/^(simulation .* intents .*\n)+$/);
    expect(err).not.toContain('\r');
    expect((await dteIn(['run', scenario, '--quiet'], { records: long, isTty: true })).err).toBe('');
  });
});
