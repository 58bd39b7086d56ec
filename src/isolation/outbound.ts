// The promise that it cannot trade: from its first line the process refuses every way out of it. Installed first,
// before anything that might keep a function of its own.
//
// It guards against mistakes and against code that was meant for a live venue, not against someone who takes the
// runtime apart: native code that is already loaded could still do as it likes.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import inspector from 'node:inspector';
import net from 'node:net';
import workerThreads from 'node:worker_threads';
import { createPatches } from './patches.ts';
import type { Guard, Patches } from './patches.ts';
import { isInStrategy, OutboundRefused, refuse as throwRefusal } from './refused.ts';
import { describeTarget, disallowAll, isAllowed, mayLookUp, targetOf } from './targets.ts';

let installed: Patches | null = null;

/** Whether everything is refused a way out, and not strategies alone. */
let isForAll = false;

/** Refuses every way out of the process from now on, but to a database that is allowed. A second call changes nothing. */
export const refuseOutbound = (): void => {
  isForAll = true;
  install();
};

/** Refuses every way out to strategies, in a process that has other work to do, such as a test runner. */
export const refuseOutboundToStrategies = (): void => {
  install();
};

const install = (): void => {
  if (installed !== null) return;
  installed = createPatches();
  guardConnections(installed);
  guardNames(installed);
  guardProcesses(installed);
  guardBindings(installed);
  installed.publish();
};

/** Takes the guards away again, and every permission with them. For tests. */
export const permitOutbound = (): void => {
  installed?.undo();
  installed = null;
  isForAll = false;
  disallowAll();
};

const refuse = (attempt: string): void => {
  if (isForAll || isInStrategy()) throwRefusal(new OutboundRefused(attempt));
};

const refuses =
  (attempt: (args: readonly unknown[]) => string): Guard =>
  (args) =>
    refuse(attempt(args));

// Everything that speaks TCP, TLS, HTTP or a local socket comes through here, whichever module imported it, and when.
const guardConnections = (patches: Patches): void => {
  patches.guard(net.Socket.prototype, 'connect', (args) => {
    const target = targetOf(args);
    if (!isAllowed(target)) refuse(`a connection to ${describeTarget(target)}`);
  });
  // These would be refused as well, but late and as somebody else's error.
  patches.guard(
    globalThis,
    'fetch',
    refuses(([input]) => `fetch of ${addressOf(input)}`),
  );
  for (const name of ['WebSocket', 'EventSource'])
    patches.guard(
      globalThis,
      name,
      refuses(([url]) => `a ${name} to ${addressOf(url)}`),
    );
  patches.guard(
    dgram,
    'createSocket',
    refuses(() => 'a datagram socket'),
  );
  for (const method of ['bind', 'connect', 'send'])
    patches.guard(
      dgram.Socket.prototype,
      method,
      refuses(() => 'a datagram socket'),
    );
};

const guardNames = (patches: Patches): void => {
  const looksUp: Guard = ([host]) => {
    if (!mayLookUp(host)) refuse(`a look-up of ${String(host)}`);
  };
  for (const owner of [dns, dns.promises]) patches.guard(owner, 'lookup', looksUp);
  const owners = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype];
  for (const owner of owners)
    for (const method of functionsOf(owner))
      if (/^(resolve|reverse|lookupService)/.test(method))
        patches.guard(
          owner,
          method,
          refuses(([name]) => `a look-up of ${String(name)}`),
        );
};

const guardProcesses = (patches: Patches): void => {
  const starts = refuses(([command]) => `a child process (${shortOf(command)})`);
  for (const method of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
    patches.guard(childProcess, method, starts);
  // What was imported before ends up here.
  patches.guard(
    childProcess.ChildProcess.prototype,
    'spawn',
    refuses(([options]) => `a child process (${shortOf((options as { file?: unknown } | undefined)?.file)})`),
  );
  patches.guard(
    workerThreads,
    'Worker',
    refuses(([file]) => `a worker thread (${shortOf(file)})`),
  );
  patches.guard(
    inspector,
    'open',
    refuses(() => 'a debugger port'),
  );
};

const bindingsRefused = /^(tcp|pipe|udp|tls|tty|process|js_udp|cares)_wrap$|^(spawn_sync|worker|inspector)$/;

const guardBindings = (patches: Patches): void => {
  const binds: Guard = ([name]) => {
    if (bindingsRefused.test(String(name))) refuse(`the binding ${String(name)}`);
  };
  for (const method of ['binding', '_linkedBinding']) patches.guard(process, method, binds);
  patches.guard(
    process,
    'dlopen',
    refuses(([, file]) => `native code (${shortOf(file)})`),
  );
};

const functionsOf = (owner: object): string[] =>
  Object.getOwnPropertyNames(owner).filter((name) => typeof Reflect.get(owner, name) === 'function');

const addressOf = (input: unknown): string => {
  if (typeof input === 'object' && input !== null && 'url' in input) return shortOf(input.url);
  return shortOf(input);
};

const lengthMax = 100;

const shortOf = (value: unknown): string => {
  const text = String(value);
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax)}…`;
};
