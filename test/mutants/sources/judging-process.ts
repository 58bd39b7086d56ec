// A process that judges, seen from the one who asks: one question at a time, each with a limit of wall time. Beyond the
// limit the process is ended, with all that it started, and the next question goes to a new one.
import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Judgement, Question } from './protocol.ts';

const script = fileURLToPath(new URL('./judge.ts', import.meta.url));

const endById = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
};

/** Asks a judging process, and starts another one where it had to be ended. */
export class JudgingProcess {
  #child: ChildProcess | null = null;
  #folder: string | null = null;

  constructor() {
    process.on('exit', this.end);
  }

  /** Null where there was no answer within the limit. */
  async ask(question: Question, limitMs: number): Promise<Judgement | null> {
    const child = this.#started();
    const answer = await new Promise<Answer | null>((resolve) => {
      const settle = (found: Answer | null): void => {
        clearTimeout(timer);
        child.off('message', settle);
        child.off('exit', onExit);
        resolve(found);
      };
      const onExit = (code: number | null, signal: string | null): void =>
        settle({ error: `The process that judges ended with ${code ?? signal}.` });
      const timer = setTimeout(() => settle(null), limitMs);
      child.on('message', settle);
      child.on('exit', onExit);
      child.send(question);
    });
    if (answer === null || 'error' in answer) this.end();
    if (answer !== null && 'error' in answer) throw new Error(answer.error);
    return answer;
  }

  /** Ends the process and everything that the tests in it started, and removes what they left in temporary folders. */
  readonly end = (): void => {
    const [child, folder] = [this.#child, this.#folder];
    [this.#child, this.#folder] = [null, null];
    if (child?.pid !== undefined) endById(-child.pid, 'SIGKILL');
    if (folder === null) return;
    // The server of a test is in a session of its own, and does not end with the test.
    for (const name of readdirSync(folder)) {
      const path = join(folder, name, 'data/postmaster.pid');
      if (existsSync(path)) endById(Number(readFileSync(path, 'utf8').split('\n')[0]), 'SIGQUIT');
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };

  #started(): ChildProcess {
    if (this.#child !== null) return this.#child;
    this.#folder = mkdtempSync(join(tmpdir(), 'dte-mutants-'));
    // Another user runs the server of a test.
    chmodSync(this.#folder, 0o755);
    this.#child = fork(script, {
      // The one who asks may itself have been loaded in another way.
      execArgv: ['--import', 'tsx'],
      // The leader of a group, which can be ended as one.
      detached: true,
      env: { ...process.env, TMPDIR: this.#folder },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return this.#child;
  }
}
