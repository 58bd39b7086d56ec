// Runs a strategy, and stops it with a sentence where it does what no strategy may: throws, answers later, gives what
// is no draft, keeps what is no data, reaches outside, or is no pure step.
//
// That a step is pure is not proved but tried: some steps are taken twice, from a copy of the state and with the same
// chance, and both answers must be the same.
import { AmbientRefused, forbidAmbient, OutboundRefused, takeRefusal } from '../isolation/refused.ts';
import { printable } from '../kernel/printable.ts';
import { RandomStream } from '../kernel/random/stream.ts';
import type { RandomStreams } from '../kernel/random/streams.ts';
import { isThenable, readStep } from './drafts.ts';
import type { ReadStep } from './drafts.ts';
import { freezeDeep, isSameData, notPlain } from './plain-data.ts';
import type { IntentDraft, MarketEvent, Strategy, StrategyRandom, StrategySetup, StrategyTools } from './types.ts';

/** A strategy was stopped, and why: a whole sentence. It is not run again. */
export interface StrategyFault {
  readonly strategy: string;
  /** The step in which it happened; 0 is `start`. */
  readonly step: number;
  readonly sentence: string;
}

/** What came of a step. A strategy that was stopped wants nothing any more. */
export type StepOutcome =
  | { readonly fault: null; readonly drafts: readonly IntentDraft[] }
  | { readonly fault: StrategyFault; readonly drafts: readonly [] };

/** A strategy at rest, beside its random stream, which its owner saves. */
export interface RunnerState {
  readonly steps: number;
  /** A copy. */
  readonly state: unknown;
  readonly fault: StrategyFault | null;
}

/** How often a step is taken twice to see whether it is pure: the first steps, and then one in so many. */
export interface PurityChecks {
  readonly first: number;
  readonly every: number;
}

/** Enough to see a count kept beside the state at once, and cheap enough to stay on. */
export const usualChecks: PurityChecks = { first: 16, every: 1_024 };

/** For the built-in strategy, which is known to be pure. */
export const noChecks: PurityChecks = { first: 0, every: Infinity };

/** What a runner is made of. */
export interface RunnerParts {
  /** In an engine's run, its name is that of the scenario's strategy. */
  readonly strategy: Strategy<unknown>;
  readonly setup: StrategySetup;
  readonly streams: RandomStreams;
  /** Default `usualChecks` for a user's module, `noChecks` for the built-in strategy. */
  readonly checks?: PurityChecks;
}

/** A strategy that runs. */
export interface StrategyRunner {
  readonly strategy: string;
  /** Why it was stopped; null while it runs. */
  readonly fault: StrategyFault | null;
  /** Takes one step: `event.atUs` is now. After a fault, the same outcome again. */
  step(event: MarketEvent): StepOutcome;
  /** Throws `StrategyNotSaved` where the state is no plain data, which the next checked step would have found. */
  save(): RunnerState;
}

/** What a strategy keeps cannot be saved. Its message is a whole sentence. */
export class StrategyNotSaved extends Error {
  override readonly name = 'StrategyNotSaved';
}

/** Returns a strategy at its start, or one that resumes where `save` was called, with its stream restored. */
export const createRunner = (parts: RunnerParts, saved?: RunnerState): StrategyRunner => new Runner(parts, saved);

/** The two halves of a fault's sentence, before and after the step in which it happened. */
interface Problem {
  readonly how: 'threw' | 'failed' | 'was stopped';
  readonly why: string;
}

interface StepTaken {
  readonly problem: null;
  readonly state: unknown;
  readonly drafts: readonly IntentDraft[];
}

type Tried = StepTaken | { readonly problem: Problem };

class Runner implements StrategyRunner {
  readonly strategy: string;
  private readonly module: Strategy<unknown>;
  private readonly checks: PurityChecks;
  private readonly stream: RandomStream;
  private readonly random: StrategyRandom;
  private readonly legCounts: ReadonlyMap<string, number>;
  private state: unknown;
  private steps: number;
  private stopped: Extract<StepOutcome, { fault: StrategyFault }> | null = null;

  constructor({ strategy, setup, streams, checks }: RunnerParts, saved?: RunnerState) {
    this.strategy = setup.options.strategy;
    this.module = strategy;
    this.checks = checks ?? (setup.options.module === null ? noChecks : usualChecks);
    this.stream = streams.stream(`strategy ${this.strategy}`);
    this.random = randomOf(this.stream);
    this.legCounts = new Map(setup.pairs.map(({ pair, legs }) => [pair, legs.length]));
    this.steps = saved?.steps ?? 0;
    if (saved === undefined) this.begin(setup);
    else {
      this.state = structuredClone(saved.state);
      if (saved.fault !== null) this.stopped = { fault: saved.fault, drafts: [] };
    }
  }

  get fault(): StrategyFault | null {
    return this.stopped?.fault ?? null;
  }

  step(event: MarketEvent): StepOutcome {
    if (this.stopped !== null) return this.stopped;
    this.steps += 1;
    const { first, every } = this.checks;
    const isChecked = this.steps <= first || this.steps % every === 0;
    const tried = isChecked ? this.checkedStep(event) : this.tryStep(this.state, event, this.random);
    if (tried.problem !== null) return this.stop(tried.problem);
    this.state = tried.state;
    return { fault: null, drafts: tried.drafts };
  }

  save(): RunnerState {
    const { fault } = this;
    // What a strategy that was stopped kept is of no use, and may be no data.
    if (fault !== null) return { steps: this.steps, state: null, fault };
    const problem = notPlain(this.state);
    if (problem !== null)
      throw new StrategyNotSaved(`Strategy '${this.strategy}' cannot be saved: it keeps ${problem}.`);
    return { steps: this.steps, state: structuredClone(this.state), fault };
  }

  private begin(setup: StrategySetup): void {
    const own = structuredClone(setup);
    freezeDeep(own);
    takeRefusal();
    try {
      this.state = forbidAmbient(() => this.module.start(own));
    } catch (error) {
      this.stop(thrown(error));
      return;
    }
    const refusal = takeRefusal();
    if (refusal !== null) this.stop({ how: 'was stopped', why: refusal.message });
    else if (isThenable(this.state)) {
      silence(this.state);
      this.stop(failed('returned a promise as its state, but it must begin at once'));
    } else {
      const problem = notPlain(this.state);
      if (problem !== null) this.stop(keeps(problem));
    }
  }

  /** One step, as it is. It changes nothing of the runner's but the random stream. */
  private tryStep(state: unknown, event: MarketEvent, random: StrategyRandom): Tried {
    takeRefusal();
    const tools: StrategyTools = Object.freeze({ nowUs: event.atUs, random });
    let read: ReadStep;
    try {
      const answer: unknown = forbidAmbient(() => this.module.step(state, event, tools));
      if (isThenable(answer)) silence(answer);
      read = readStep(answer, this.legCounts);
    } catch (error) {
      return { problem: thrown(error) };
    }
    // A refusal that the strategy caught is one all the same.
    const refusal = takeRefusal();
    if (refusal !== null) return { problem: { how: 'was stopped', why: refusal.message } };
    return read.problem === null ? read : { problem: failed(read.problem) };
  }

  /** The step twice: once for good, with the state frozen, and once more from a copy. */
  private checkedStep(event: MarketEvent): Tried {
    const impure = notPlain(this.state);
    if (impure !== null) return { problem: keeps(impure) };
    const before: unknown = structuredClone(this.state);
    const again: unknown = structuredClone(this.state);
    const streamAgain = RandomStream.restore(this.stream.save());
    freezeDeep(this.state);
    const tried = this.tryStep(this.state, event, this.random);
    if (tried.problem !== null) return tried;
    // Frozen data cannot change, but maps and sets cannot be frozen.
    if (!isSameData(this.state, before)) return { problem: failed(`changed what it was given: ${giveNew}`) };
    const problem = notPlain(tried.state);
    if (problem !== null) return { problem: keeps(problem) };
    if (isSameData(tried, this.tryStep(again, event, randomOf(streamAgain)))) return tried;
    return { problem: failed('gave two answers to the same state and event: all that it keeps must be in its state') };
  }

  private stop({ how, why }: Problem): StepOutcome {
    const at = this.steps === 0 ? 'at its start' : `at step ${this.steps}`;
    const sentence = `Strategy '${this.strategy}' ${how} ${at}: ${why}${/[.!?]$/.test(why) ? '' : '.'}`;
    this.stopped = { fault: { strategy: this.strategy, step: this.steps, sentence }, drafts: [] };
    return this.stopped;
  }
}

const giveNew = 'states and events are frozen, and a step gives a new state';

const failed = (what: string): Problem => ({ how: 'failed', why: `it ${what}` });

const keeps = (what: string): Problem => failed(`keeps ${what}, but its state must be plain data`);

// A strategy may throw anything, also what cannot be turned into text.
const thrown = (error: unknown): Problem => {
  if (error instanceof OutboundRefused || error instanceof AmbientRefused)
    return { how: 'was stopped', why: error.message };
  const why = textOf(error);
  // What strict code says when it writes to something frozen.
  const isWrite = error instanceof TypeError && /read only|not extensible|Cannot delete property/.test(why);
  return isWrite ? failed(`changed what it was given (${why}): ${giveNew}`) : { how: 'threw', why };
};

const textOf = (error: unknown): string => {
  try {
    return printable(
      String(error)
        .slice(0, sentenceLengthMax)
        .replaceAll(/\s*\n\s*/g, ' '),
    );
  } catch {
    return 'something that is no text';
  }
};

const sentenceLengthMax = 500;

// A promise that nobody waits for must not end the process when it fails.
const silence = (promise: PromiseLike<unknown>): void => {
  try {
    void promise.then(undefined, () => undefined);
  } catch {
    // It is the strategy's own `then`: what it throws adds nothing to what is wrong already.
  }
};

const randomOf = (stream: RandomStream): StrategyRandom =>
  Object.freeze({
    nextBelow: (bound: number) => stream.nextBelow(bound),
    chance: (basisPoints: number) => stream.chance(basisPoints),
  });
