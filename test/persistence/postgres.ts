// A Postgres server of the tests' own: in a temporary directory, on a socket there, with fsync as it comes. Where there
// are no binaries of a server, the tests that need one are skipped, and say so.
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A server that runs. */
export interface TestServer {
  /** For its superuser, who needs no password. */
  readonly url: string;
  /** For another user, or another database. */
  urlOf(user: string, database?: string): string;
  /** Stops it as an administrator would, or by a crash. */
  stop(mode: 'fast' | 'immediate'): void;
  start(): void;
  /** Stops it for good, and removes what it left. */
  remove(): void;
}

const folders = (): readonly string[] => {
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed) ? readdirSync(installed).map((name) => join(installed, name, 'bin')) : [];
  return [...(process.env['PATH'] ?? '').split(delimiter), ...versions];
};

const binary = (name: string): string | null =>
  folders()
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path)) ?? null;

const isRoot = process.getuid?.() === 0;

/** Whom the server runs as: it refuses root. */
const userNumbers = (): { readonly uid: number; readonly gid: number } | null => {
  for (const name of ['postgres', 'nobody']) {
    try {
      const numberOf = (flag: string): number => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: numberOf('-u'), gid: numberOf('-g') };
    } catch {
      // The next one, then.
    }
  }
  return null;
};

const found = { initdb: binary('initdb'), pgCtl: binary('pg_ctl') };
const user = isRoot ? userNumbers() : null;

/** Why there is no server here, or null. */
export const whyNoPostgres: string | null =
  found.initdb === null || found.pgCtl === null
    ? 'no Postgres server is installed: initdb and pg_ctl are not found'
    : isRoot && user === null
      ? 'a Postgres server does not run as root, and there is no other user'
      : null;

if (whyNoPostgres !== null)
  process.stderr.write(`\nSKIPPED: everything against a Postgres server, because ${whyNoPostgres}\n`);

const port = 5432;
const superuser = 'tester';

/** Starts a server; `settings` are lines of its configuration, and `parent` is where its folder lies. */
export const startPostgres = (settings: readonly string[] = [], parent = tmpdir()): TestServer => {
  const folder = mkdtempSync(join(parent, 'dte-postgres-'));
  const data = join(folder, 'data');
  const options: ExecFileSyncOptions = { cwd: folder, stdio: 'pipe', ...user };
  if (user !== null) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o755);
  execFileSync(found.initdb!, ['-D', data, '-U', superuser, '-E', 'UTF8', '--locale=C', '-A', 'trust'], options);
  // The user 'guarded' has a password and must say it.
  writeFileSync(join(data, 'pg_hba.conf'), 'local all guarded scram-sha-256\nlocal all all trust\n');
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    [`listen_addresses = ''`, `unix_socket_directories = '${folder}'`, `port = ${port}`, ...settings].join('\n'),
  );
  const control = (...args: readonly string[]): void => {
    execFileSync(found.pgCtl!, ['-D', data, '-w', '-s', '-l', join(folder, 'log'), ...args], {
      ...options,
      stdio: 'ignore',
    });
  };
  const urlOf = (name: string, database = 'postgres'): string =>
    `postgres://${name}@localhost/${database}?host=${encodeURIComponent(folder)}&port=${port}`;
  const remove = (): void => {
    process.off('exit', remove);
    try {
      control('stop', '-m', 'immediate');
    } catch {
      // It was stopped already.
    }
    rmSync(folder, { recursive: true, force: true });
  };
  // A process that ends early, as a benchmark does whose output nobody reads any more, leaves no server behind.
  process.once('exit', remove);
  control('start');
  return {
    url: urlOf(superuser),
    urlOf,
    stop: (mode) => control('stop', '-m', mode),
    start: () => control('start'),
    remove,
  };
};
