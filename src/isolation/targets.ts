// Where a connection would go, read from the arguments of `connect`, and where it may go.
import { isIP } from 'node:net';

/** The end of a connection: a host and a port, or the path of a local socket. */
export type Target = { readonly host: string; readonly port: number } | { readonly path: string };

// The database of the run, once it is known. It holds for the process, as the guards do.
const allowed: Target[] = [];

/** Lets the process connect to its database: by host and port, or by the path of a local socket. */
export const allowDatabase = (target: Target): void => {
  if (!isAllowed(target)) allowed.push('host' in target ? { ...target, host: target.host.toLowerCase() } : target);
};

/** Takes back every permission. */
export const disallowAll = (): void => {
  allowed.length = 0;
};

/** Whether a connection may be made. */
export const isAllowed = (target: Target): boolean =>
  allowed.some((each) => {
    if ('path' in each) return 'path' in target && each.path === target.path;
    return 'host' in target && each.host === target.host.toLowerCase() && each.port === target.port;
  });

/** Whether a name may be looked up: the database's, and what needs no network. */
export const mayLookUp = (host: unknown): boolean =>
  typeof host !== 'string' ||
  isIP(host) !== 0 ||
  host === 'localhost' ||
  allowed.some((each) => 'host' in each && each.host === host.toLowerCase());

/** The target as text: `example.com:443`, or the path. */
export const describeTarget = (target: Target): string =>
  'path' in target ? target.path : `${target.host}:${target.port}`;

/** What `connect(options)`, `connect(port, host?)` and `connect(path)` mean, and what the library hands on inside. */
export const targetOf = (args: readonly unknown[]): Target => {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as readonly unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as Readonly<Record<string, unknown>>;
    if (typeof path === 'string') return { path };
    return { host: typeof host === 'string' ? host : 'localhost', port: Number(port) };
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return { host: typeof second === 'string' ? second : 'localhost', port: Number(first) };
};
