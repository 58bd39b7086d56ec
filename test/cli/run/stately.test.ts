// Goal: `dte run --stately` and `dte stately` let an inspector watch the real engine, say where, change nothing in the run,
// and end when they are asked to. The last test is a process of its own, which refuses every way out while it listens.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CommandFailed, commandFailureOf } from '../../../src/cli/command-failed.ts';
import { addRun } from '../../../src/cli/run.ts';
import type { InterruptSignal } from '../../../src/run/execution/interrupts.ts';
import type { CommandDependencies } from '../../../src/cli/run/command-dependencies.ts';
import { commandDependencies } from '../../../src/cli/run/command-dependencies.ts';
import { StatelyWatch } from '../../../src/cli/run/stately.ts';
import { addStatelyCommand } from '../../../src/cli/stately.ts';
import { attach, createHand } from '../../inspect/stately/clients.ts';
import { readFrame } from '../../inspect/stately/published.ts';
import { believed } from '../../inspect/stately/watched-run.ts';
import { createFolder } from '../folder.ts';
import { dte, type CliRun } from '../memory-terminal.ts';

const folder = createFolder();
const root = fileURLToPath(new URL('../../..', import.meta.url));
const demo = 'scenarios/demo.yaml';
const served = /^Served until Ctrl-C: (?:the last [\d,]+ of )?([\d,]+) messages, at (\S+)$/m;

/** What was served when Ctrl-C was pressed. */
interface Watched extends CliRun {
  readonly frames: readonly string[];
  readonly closed: readonly [number, string] | null;
}

/** Runs `dte` in this process; once it serves what it kept, an inspector attaches, reads all, and Ctrl-C is pressed. */
const dteWatched = async (...args: readonly string[]): Promise<Watched> => {
  let [out, err] = ['', ''];
  let frames: readonly string[] = [];
  let closed: Promise<readonly [number, string]> | null = null;
  const interrupts = new Set<(signal: InterruptSignal) => void>();
  const look = async (): Promise<void> => {
    const [, count, url] = served.exec(err) ?? [];
    const client = await attach(url ?? '');
    frames = await client.until(Number(count?.replaceAll(',', '')));
    closed = client.closed;
    for (const interrupt of interrupts) interrupt('SIGINT');
  };
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => {
      err += text;
      if (served.test(text)) setImmediate(() => void look());
    },
    environment: { DATABASE_URL: 'none' },
  };
  const onInterrupt = (heard: (signal: InterruptSignal) => void): (() => void) => {
    interrupts.add(heard);
    return () => void interrupts.delete(heard);
  };
  const dependencies: CommandDependencies = {
    ...commandDependencies,
    shell: { ...commandDependencies.shell, onInterrupt },
  };
  const program = new Command('dte').exitOverride().configureOutput({ writeErr: terminal.err });
  addRun(program, terminal, dependencies);
  addStatelyCommand(program, terminal, dependencies);
  let exitCode = 0;
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    const error = commandFailureOf(thrown);
    if (error instanceof CommandFailed) exitCode = error.exitCode;
    else if (error instanceof CommanderError) exitCode = 2;
    else throw error;
    err += error.message;
  }
  return { exitCode, out, err, frames, closed: await closed };
};

const small = [demo, '--intents', '30'];

describe('dte run --stately', () => {
  test('serves the run when it is over, until Ctrl-C, and the run is the same as without', async () => {
    const { exitCode, out, err, frames, closed } = await dteWatched(
      'run',
      ...small,
      '--stately',
      '0',
      '--json',
      '--quiet',
    );
    expect(exitCode).toBe(0);
    expect(err).toMatch(
      /^Stately's inspector: http:\/\/127\.0\.0\.1:\d+\/ shows the engine, its venues and arbitrages 1-20\.$/m,
    );
    expect(out).toBe((await dte(['run', ...small, '--json', '--quiet'])).out);
    const actors = believed(frames.map(readFrame));
    const numbers = [...actors.keys()].filter((id) => id.startsWith('arb:')).map((id) => Number(id.slice(4)));
    // An intent that is refused is no actor.
    expect(numbers.length).toBeGreaterThan(10);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(20);
    expect(actors.get('engine')).toMatchObject({ value: 'stopped' });
    expect(closed).toEqual([1001, 'The run has been put away.']);
  });

  test('shows the arbitrages that are asked for', async () => {
    const { frames, err } = await dteWatched('run', ...small, '--stately', '0', '--actors', '7,9-10', '--quiet');
    expect(err).toContain('arbitrages 7,9-10.');
    const shown = [...believed(frames.map(readFrame)).keys()].filter((id) => !/^(engine|venue:)/.test(id));
    expect(new Set(shown.map((id) => id.replace(/^\w+:(\d+).*/, '$1')))).toEqual(new Set(['7', '9', '10']));
  });

  test.each([
    [['--stately', 'demo'], '0 is any that is free; what is run or shown stands before the option.'],
    [['--stately', '70000'], 'A port is a whole number from 0 to 65535'],
    [['--stately', '0', '--actors', 'some'], "It must be 'all', or arbitrages such as 763 or 1-20,763."],
    [['--stately', '0', '--port', '8000'], '--port and --host say where --inspect serves its page'],
    [['--actors', '3'], '--actors says what --stately shows.'],
  ])('refuses %j as wrong input', async (words, says) => {
    const { exitCode, err } = await dteWatched('run', ...small, ...words);
    expect(exitCode).toBe(2);
    expect(err).toContain(says);
  });

  test('says that a port is taken', async () => {
    const { createServer } = await import('node:http');
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { readonly port: number };
    const { exitCode, err } = await dteWatched('run', ...small, '--stately', String(port));
    server.close();
    expect(exitCode).toBe(2);
    expect(err).toBe(`The port ${port} is taken; 0 takes a free one.`);
  });
});

describe('a run that goes as fast as it can', () => {
  test('waits where it lets others have their turn, until the reader has come after', async () => {
    const watch = new StatelyWatch(0, undefined, { messagesMax: 40, charactersMax: 1 << 26 });
    let said = '';
    const served = await watch.serve({ consume: () => {} }, (text) => void (said += text));
    const { socket, until, frames } = await attach(/http:\S+/.exec(said)?.[0] ?? '');
    const move = createHand(watch.inspect);
    let pauses = 0;
    const sleepMs = (): Promise<void> => {
      pauses += 1;
      // It reads little at a time.
      if (pauses % 60 === 0) socket.resume();
      else socket.pause();
      return new Promise((resolve) => void setTimeout(resolve, 1));
    };
    const wall = served.holding({ nowMs: () => 0, sleepMs });
    for (let count = 0; count < 200; count += 1) {
      move('engine', `state ${count}`, 'x'.repeat(200_000));
      await wall.sleepMs(0);
    }
    socket.resume();
    await until(401);
    expect(frames.map((frame) => Number(readFrame(frame).id))).toEqual(frames.map((_, index) => index + 1));
    await served.close();
  });
});

describe('dte stately', () => {
  const journal = folder.path('run.jsonl');

  test('shows a run that is over as it was shown when it ran, with the seed of its journal', async () => {
    const inputs = [...small, '--fault', 'ackLost=3000'];
    const live = await dteWatched('run', ...inputs, '--seed', '11', '--stately', '0', '--out', journal, '--quiet');
    const { exitCode, err, frames } = await dteWatched('stately', journal, ...inputs, '--port', '0');
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^[\d,]+ records, the same as in .*run\.jsonl\.$/m);
    expect(frames.length).toBeGreaterThan(100);
    expect(frames).toEqual(live.frames);
  });

  test('refuses the journal of other inputs, and says where a run parts from its journal', async () => {
    const other = await dteWatched('stately', journal, ...small, '--port', '0');
    expect(other.exitCode).toBe(2);
    expect(other.err).toContain(
      'run.jsonl is the journal of another scenario than scenarios/demo.yaml, or of another engine.',
    );
    const fewer = await dteWatched(
      'stately',
      journal,
      demo,
      '--intents',
      '5',
      '--fault',
      'ackLost=3000',
      '--port',
      '0',
    );
    expect(fewer.exitCode).toBe(1);
    expect(fewer.err).toMatch(
      /run\.jsonl and its re-execution differ from record \d+ on: were --intents, --fault and --strategy the same\?/,
    );
    expect([other.frames, fewer.frames]).toEqual([[], []]);
  });
});

describe('a process that is watched', () => {
  test('listens on this machine alone, and still refuses every way out', async () => {
    const module = 'test/strategies/examples/opens-a-socket.ts';
    const words = ['run', demo, '--intents', '20', '--stately', '0', '--strategy', module, '--quiet'];
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/dte.ts', ...words], { cwd: root });
    onTestFinished(() => void child.kill('SIGKILL'));
    let err = '';
    const url = await new Promise<string>((resolve) => {
      child.stderr.on('data', (data: Buffer) => {
        err += String(data);
        const found = served.exec(err)?.[2];
        if (found !== undefined) resolve(found);
      });
    });
    const { until } = await attach(url);
    expect((await until(3)).slice(0, 3).map((frame) => readFrame(frame).sessionId)).toEqual([
      'engine',
      'engine',
      'engine',
    ]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(err).toMatch(/a connection to clob\.polymarket\.com:443/);
  }, 120_000);
});
