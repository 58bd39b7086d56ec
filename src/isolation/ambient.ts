// What differs from run to run and would make a strategy's answers differ: clocks, chance, timers, the environment,
// files. Guarded once for the process; a guard looks at one flag, and refuses only while a strategy's code runs.
//
// Not covered, because nothing can be put before it: the order in which memory is freed (`WeakRef`), the time stamp
// of an `Event`, what a promise does after the step has ended, and a loop without end.
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import { performance } from 'node:perf_hooks';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { createPatches, guarded } from './patches.ts';
import type { Guard, Patches } from './patches.ts';
import { AmbientRefused, isInStrategy, refuse } from './refused.ts';

let installed: Patches | null = null;

/** Who works while a strategy's module is loaded, as paths that stand in a stack. */
export interface Loading {
  /** The folder of the loader, which reads files and the environment for itself. */
  readonly loader: string;
  /** The strategy's own files, as far as they are known. */
  readonly own: () => Iterable<string>;
}

let loading: Loading | null = null;

/** Refuses ambient sources to strategies from now on. A second call changes nothing. */
export const refuseAmbient = (): void => {
  if (installed !== null) return;
  installed = createPatches();
  guardClocks(installed);
  guardChance(installed);
  guardTimers(installed);
  guardEnvironment(installed);
  guardFiles(installed);
  installed.publish();
};

/** Takes the guards away again. For tests. */
export const permitAmbient = (): void => {
  installed?.undo();
  installed = null;
};

/**
 * Loads a strategy's module: what the loader does itself, or has done by what it calls and loads, is not the
 * strategy's doing; what the strategy's own files do, or call, is.
 */
export const whileLoading = <T>(who: Loading, work: () => T): T => {
  const before = loading;
  loading = who;
  try {
    return work();
  } finally {
    loading = before;
  }
};

interface Rule {
  readonly rule: string;
  readonly instead: string;
}

const clock: Rule = { rule: 'read the clock', instead: 'use tools.nowUs' };
const chance: Rule = { rule: 'use chance of its own', instead: 'use tools.random' };
const timer: Rule = { rule: 'wait', instead: 'it answers at once, and keeps in its state what it needs later' };
const environment: Rule = {
  rule: 'read the environment',
  instead: 'what it needs to know stands in the scenario or in its own module',
};
const files: Rule = { rule: 'use files', instead: 'import what it needs, and keep the rest in its state' };
const realm: Rule = { rule: 'run code in a realm of its own', instead: 'put it into the module' };

const refusing =
  (attempt: string, { rule, instead }: Rule): Guard =>
  () => {
    if (!isInStrategy() || isLoaderCalling()) return;
    if (rule !== timer.rule || !isRuntimeCalling()) refuse(new AmbientRefused(attempt, rule, instead));
  };

const guardAll = (patches: Patches, target: object, owner: string, names: readonly string[], rule: Rule): void => {
  for (const name of names) patches.guard(target, name, refusing(`${owner}${name}`, rule));
};

const guardClocks = (patches: Patches): void => {
  guardAll(patches, Date, 'Date.', ['now'], clock);
  const readsDate = refusing('new Date()', clock);
  const dateGuarded = new Proxy(Date, {
    apply: (target, self, args: []) => {
      readsDate(args);
      return Reflect.apply(target, self, args);
    },
    construct: (target, args: unknown[], made) => {
      // With arguments it only computes.
      if (args.length === 0) readsDate(args);
      return Reflect.construct(target, args, made) as object;
    },
  });
  patches.replace(globalThis, 'Date', dateGuarded);
  patches.replace(Date.prototype, 'constructor', dateGuarded);
  guardAll(patches, performance, 'performance.', ['now', 'mark', 'measure', 'timerify', 'toJSON'], clock);
  guardAll(patches, process, 'process.', ['hrtime', 'uptime', 'cpuUsage', 'resourceUsage', 'memoryUsage'], clock);
  guardAll(patches, process.hrtime, 'process.hrtime.', ['bigint'], clock);
  const formats = Intl.DateTimeFormat.prototype;
  const readsFormat = refusing('Intl.DateTimeFormat', clock);
  const getFormat = Object.getOwnPropertyDescriptor(formats, 'format')?.get;
  const readsWithoutDate: Guard = (args) => {
    if (args[0] === undefined) readsFormat(args);
  };
  patches.guard(formats, 'formatToParts', readsWithoutDate);
  if (getFormat === undefined) return;
  patches.accessor(formats, 'format', function format(this: Intl.DateTimeFormat) {
    return guarded(Reflect.apply(getFormat, this, []) as object, readsWithoutDate);
  });
};

const guardChance = (patches: Patches): void => {
  guardAll(patches, Math, 'Math.', ['random'], chance);
  guardAll(
    patches,
    crypto,
    'crypto.',
    [
      'randomUUID',
      'randomBytes',
      'randomInt',
      'randomFill',
      'randomFillSync',
      'getRandomValues',
      'pseudoRandomBytes',
      'prng',
      'rng',
      'generateKeySync',
      'generateKeyPairSync',
      'generateKey',
      'generateKeyPair',
      'generatePrimeSync',
      'generatePrime',
    ],
    chance,
  );
  const webCrypto = Object.getPrototypeOf(crypto.webcrypto) as object;
  guardAll(patches, webCrypto, 'crypto.', ['randomUUID', 'getRandomValues'], chance);
};

const guardTimers = (patches: Patches): void => {
  const names = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
  guardAll(patches, globalThis, '', names, timer);
  guardAll(patches, timers, '', names, timer);
  guardAll(patches, timersPromises, 'timers/promises ', names, timer);
  guardAll(patches, process, 'process.', ['nextTick'], timer);
  guardAll(patches, AbortSignal, 'AbortSignal.', ['timeout'], timer);
  guardAll(patches, Atomics, 'Atomics.', ['wait', 'waitAsync'], timer);
};

const guardEnvironment = (patches: Patches): void => {
  const reads = refusing('process.env', environment);
  const guardedEnvironment = new Proxy(process.env, {
    get: (target, key) => {
      reads([]);
      return Reflect.get(target, key) as unknown;
    },
    has: (target, key) => {
      reads([]);
      return Reflect.has(target, key);
    },
    ownKeys: (target) => {
      reads([]);
      return Reflect.ownKeys(target);
    },
    set: (target, key, value) => {
      reads([]);
      return Reflect.set(target, key, value);
    },
  });
  patches.replace(process, 'env', guardedEnvironment);
  guardAll(patches, process, 'process.', ['cwd', 'chdir', 'getuid', 'getgid', 'kill', 'exit', 'abort'], environment);
  const functions = Object.keys(os).filter((name) => typeof Reflect.get(os, name) === 'function');
  guardAll(patches, os, 'os.', functions, environment);
  guardAll(patches, vm, 'vm.', ['createContext', 'runInContext', 'runInNewContext'], realm);
  guardAll(patches, vm.Script.prototype, 'vm.Script.', ['runInContext', 'runInNewContext'], realm);
};

const guardFiles = (patches: Patches): void => {
  for (const owner of [fs, fs.promises]) {
    // Capitals are classes of what the functions return.
    const functions = Object.keys(owner).filter(
      (name) => /^[a-z]/.test(name) && typeof Reflect.get(owner, name) === 'function',
    );
    guardAll(patches, owner, 'fs.', functions, files);
  }
};

const ownFolder = fileURLToPath(new URL('.', import.meta.url));

// Who called what is about to be refused, as a line of the stack: the first caller outside of this folder. Asked only
// then, so it may cost what it does.
const callers = (): readonly string[] => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 40;
  const lines = (new Error('who calls?').stack ?? '').split('\n').slice(1);
  Error.stackTraceLimit = stackTraceLimit;
  return lines.filter((line) => /[/\\:]/.test(line) && !line.includes(ownFolder));
};

const isRuntime = (line: string): boolean => /\(node:| at node:/.test(line);

const isLoaderCalling = (): boolean => {
  if (loading === null) return false;
  const own = [...loading.own()];
  for (const line of callers()) {
    if (own.some((file) => line.includes(`${file}:`))) return false;
    if (line.includes(loading.loader)) return true;
  }
  return false;
};

// The runtime schedules for itself, behind `console.log` for one.
const isRuntimeCalling = (): boolean => isRuntime(callers()[0] ?? '');
