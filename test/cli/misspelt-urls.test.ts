// Goal: whatever a database's URL is misspelt like, it is refused with a sentence that names the setting, and no part of the
// password in it is said or becomes the name of a file. Method: a table of misspelt URLs, through every command that takes
// --db, in this process; some as commands of their own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  holdsPassword,
  looksLikeUrl,
  masked,
  readTarget,
  withoutPassword,
} from '../../src/persistence/store/store-target.ts';
import { dte, type CliRun } from './memory-terminal.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const demo = join(root, 'scenarios/demo.yaml');

/** SECRET is the password, as it was typed. */
const plainMistakes = [
  // another kind of database, or a scheme that is none
  'postgre://me:SECRET@host/db',
  'postgress://me:SECRET@host/db',
  'postgresq://me:SECRET@host/db',
  'pg://me:SECRET@host/db',
  'psql://me:SECRET@host/db',
  'mysql://me:SECRET@host/db',
  'MariaDB://me:SECRET@host/db',
  'mongodb+srv://me:SECRET@host/db',
  'redis://:SECRET@host:6379/0',
  'sqlite://me:SECRET@host/db',
  'https://me:SECRET@host/db',
  'jdbc:postgresql://host/db?user=me&password=SECRET',
  'postgresql+psycopg2://me:SECRET@host/db',
  'cockroachdb://me:SECRET@host/db',
  'postgres:://me:SECRET@host/db',
  'postgres ://me:SECRET@host/db',
  '"postgres://me:SECRET@host/db"',
  "'postgres://me:SECRET@host/db'",
  '<postgres://me:SECRET@host/db>',
  '=postgres://me:SECRET@host/db',
  'DATABASE_URL=postgres://me:SECRET@host/db',
  'url: postgres://me:SECRET@host/db',
  './postgres://me:SECRET@host/db',
  '/postgres://me:SECRET@host/db',
  'postgres%3A%2F%2Fme%3ASECRET%40host%2Fdb',
  'postgres：//me:SECRET@host/db',
  // slashes
  'postgres:/me:SECRET@host/db',
  'postgres:me:SECRET@host/db',
  'postgres:\\\\me:SECRET@host\\db',
  'postgres//me:SECRET@host/db',
  'postgres//:me:SECRET@host/db',
  'postgres;//me:SECRET@host/db',
  'postgresql:me:SECRET@host',
  '//me:SECRET@host/db',
  '///me:SECRET@host/db',
  '://me:SECRET@host/db',
  'postgres:///me:SECRET@host/db',
  'postgres:////me:SECRET@host/db',
  'postgres://postgres://me:SECRET@host/db',
  // no scheme at all
  'me:SECRET@host/db',
  'me:SECRET@host:5432/db',
  'me:SECRET@localhost',
  ':SECRET@host/db',
  'me/SECRET@host:1521/db',
  'me：SECRET＠host/db',
  'me%3ASECRET%40host',
  'me:SECRET',
  'host=host user=me password=SECRET dbname=db',
  'Server=host;User Id=me;Password=SECRET;',
  'pwd=SECRET',
  // hosts and ports
  'postgres://me:SECRET@/db',
  'postgres://me:SECRET@',
  'postgres://me:SECRET@:5432/db',
  'postgres://me:SECRET',
  'postgres://me:SECRET/db',
  'postgres://me:SECRET@[::1/db',
  'postgres://me:SECRET@::1/db',
  'postgres://me:SECRET@host:99999/db',
  'postgres://me:SECRET@host:0/db',
  'postgres://me:SECRET@host:port/db',
  'postgres://me:SECRET@host:5432:5433/db',
  'postgres://me:SECRET@host;5432/db',
  'postgres://me:SECRET@host,other/db',
  'postgres://me:SECRET@host&sslmode=require',
  'postgres://me:SECRET@ho st/db',
  'postgres://me:SECRET@ host/db',
  'postgres://me :SECRET@host/db',
  'postgres://me@host:SECRET/db',
  'postgres://host/me:SECRET',
  'postgres://host/me/SECRET@db',
  'postgres://host/db:me@SECRET',
  // what stands behind
  'postgres://me:SECRET@host/db?sslmode',
  'postgres://me:SECRET@host/db?=require',
  'postgres://me:SECRET@host/db?port=many',
  'postgres://me:SECRET@host/db#fragment',
  'postgres://me:SECRET@host/db\u0007',
  'postgres://me:SECRET@host/%zz',
  'postgres://me:SECRET@host/db?options=%zz',
  'postgres://host/db?password=SECRET%',
  'postgres;//me:SECRET@host/db',
  'postgres.//me:SECRET@host/db',
  'postgres://me:SECRET@host/a/b',
];

const plainSecret = 'Qz7xWv9kJb';
/** Passwords that a URL cannot hold as they are. */
const brokenSecrets = [
  'Qz7x/Wv9k',
  'Qz7x#Wv9k',
  '12/Wv9k',
  '12#Wv9k',
  '12?Wv9k',
  'Qz7x?Wv9k',
  'Qz7x@Wv9k/Jb3m',
  'Qz7x%Wv9k',
  'Qz7x%e9Wv',
  'Qz7x Wv9k',
];

interface Mistake {
  readonly url: string;
  /** Parts of the password that nobody may see. */
  readonly parts: readonly string[];
}
const mistakes: readonly Mistake[] = [
  ...plainMistakes.map((url) => ({ url: url.replace('SECRET', plainSecret), parts: [plainSecret] })),
  ...brokenSecrets.map((secret) => ({
    url: `postgres://me:${secret}@host.invalid:5432/db`,
    parts: secret.split(/[^A-Za-z0-9]/).filter((part) => part.length > 2),
  })),
];

let folder = '';
const before = process.cwd();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dte-misspelt-'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

const expectUnseen = ({ parts, url }: Mistake, { out, err }: Pick<CliRun, 'out' | 'err'>): void => {
  const seen = `${out}${err}`.toLowerCase();
  for (const part of parts)
    for (const form of [part, encodeURIComponent(part), Buffer.from(part).toString('base64')])
      expect([url, seen.includes(form.toLowerCase())]).toEqual([url, false]);
  expect(readdirSync(folder, { recursive: true })).toEqual([]);
};

/** Every command that opens a database. */
const commands: readonly (readonly string[])[] = [
  ['run', demo, '--intents', '1'],
  ['run', demo, '--catalogue', 'any'],
  ['resume', '1'],
  ['runs'],
  ['report', '1'],
  ['verify', '1'],
  ['diff', '1', '2'],
  ['explain', '1', '--journal', '1'],
  ['visualize', '1'],
  ['db', 'migrate'],
  ['db', 'status'],
  ['db', 'index'],
  ['db', 'redrive'],
  ['db', 'load', demo],
];

describe('a misspelt URL', () => {
  it('has sixty kinds and more', () => {
    expect(new Set(mistakes.map(({ url }) => url)).size).toBeGreaterThanOrEqual(60);
  });

  it('is refused by every command with a sentence that names the setting, and none of its password is seen', async () => {
    for (const [index, mistake] of mistakes.entries()) {
      // Each mistake meets one command after the other, and `run` always: it is the one that makes a database.
      for (const command of [commands[0]!, commands[index % commands.length]!]) {
        const said = await dte([...command, '--db', mistake.url]);
        expect([mistake.url, said]).toEqual([
          mistake.url,
          { exitCode: 2, out: '', err: expect.stringMatching(/^dte: --db .+\.\n$/) },
        ]);
        expectUnseen(mistake, said);
      }
      const said = await dte(commands[(index + 7) % commands.length]!, { DATABASE_URL: mistake.url });
      expect([mistake.url, said]).toEqual([
        mistake.url,
        { exitCode: 2, out: '', err: expect.stringMatching(/^dte: DATABASE_URL .+\.\n$/) },
      ]);
      expectUnseen(mistake, said);
    }
  });

  it('is refused where no command expects one, and makes no file', async () => {
    for (const mistake of mistakes.filter(({ url }) => looksLikeUrl(url)))
      for (const command of [
        ['run', mistake.url],
        ['run', demo, '--out', mistake.url],
        ['run', demo, `--dbb=${mistake.url}`],
        ['init', mistake.url],
        ['report', '1', `--html=${mistake.url}`],
        ['resume', mistake.url],
        ['visualize', mistake.url],
        [mistake.url],
      ]) {
        const said = await dte(command);
        expect([mistake.url, said.exitCode]).toEqual([mistake.url, 2]);
        expectUnseen(mistake, said);
      }
  });

  it('is recognised for most of them, so that the test above is about something', () => {
    expect(mistakes.filter(({ url }) => looksLikeUrl(url)).length).toBeGreaterThan(mistakes.length * 0.8);
    for (const word of [
      '774.1',
      'order:774.1',
      'ackLost@kalshi=500',
      'scenarios/demo.yaml',
      'kalshi/KX=FED/yes',
      '::1',
      'a:b',
    ])
      expect([word, looksLikeUrl(word)]).toEqual([word, false]);
  });
});

describe('a URL that is right', () => {
  const right = [
    'postgres://me:S3cr3tpw@localhost:1/db',
    'Postgres://me:S3cr3tpw@localhost:1/db',
    'POSTGRESQL://me:S3cr3tpw@localhost:1/db?sslmode=disable',
    ' postgres://me:S3cr3tpw@localhost:1/db ',
    'postgres://me:S3cr3tpw@@localhost:1/db',
    'postgres://me@localhost:1/db?password=S3cr3tpw',
    'postgres://me:S3cr3tpw@/db?host=localhost&port=1',
    'postgres://me:S3cr3tpw@[::1]:1/db',
    'postgres://me:S3cr3tpw@%2Fno%2Fsuch%2Ffolder/db',
  ];
  it('is tried, in any case of its scheme, and its password is not said either', async () => {
    for (const url of right)
      for (const command of [['run', demo, '--intents', '1'], ['runs'], ['resume', '1']]) {
        const said = await dte([...command, '--db', url]);
        expect([url, said]).toEqual([
          url,
          { exitCode: 3, out: '', err: expect.stringMatching(/^dte: The database .+\.\n$/) },
        ]);
        expectUnseen({ url, parts: ['S3cr3tpw'] }, said);
      }
  });

  it('is named again without its password, and otherwise as it was', () => {
    expect(right.map((url) => withoutPassword(url.trim()))).toEqual([
      'postgres://me@localhost:1/db',
      'Postgres://me@localhost:1/db',
      'POSTGRESQL://me@localhost:1/db?sslmode=disable',
      'postgres://me@localhost:1/db',
      'postgres://me@localhost:1/db',
      'postgres://me@localhost:1/db',
      'postgres://me@/db?host=localhost&port=1',
      'postgres://me@[::1]:1/db',
      'postgres://me@%2Fno%2Fsuch%2Ffolder/db',
    ]);
    expect(holdsPassword('postgres://me@localhost/db')).toBe(false);
    expect(withoutPassword('runs/database')).toBe('runs/database');
  });

  it('keeps any password to itself that is encoded, wherever a text says the URL', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (password) => {
        const url = `postgres://me:${encodeURIComponent(password)}@host:5432/db`;
        expect(readTarget(url)).toEqual({ kind: 'server', url });
        expect(withoutPassword(url)).toBe('postgres://me@host:5432/db');
        expect(masked(`it says ${url}, and then ${url}.`)).toBe(
          'it says postgres://me:***@host:5432/db, and then postgres://me:***@host:5432/db.',
        );
      }),
    );
  });

  it('needs no host where the environment names one, and a directory is a directory', () => {
    expect(readTarget('postgres:///db').kind).toBe('wrong');
    expect(readTarget('postgres:///db', true).kind).toBe('server');
    for (const path of [
      'runs/database',
      './a:b',
      '/data/date=2026/db',
      '../x',
      'my runs/db',
      'Größe',
      '/data/@scope/db',
    ])
      expect([path, readTarget(path)]).toEqual([path, { kind: 'directory', path }]);
    expect(readTarget('memory')).toEqual({ kind: 'memory' });
  });
});

describe('as a process', () => {
  const program = ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(root, 'src/cli/dte.ts')];

  it('it refuses a misspelt URL, and leaves nothing behind', () => {
    const mistake: Mistake = { url: `postgre://me:${plainSecret}@host/db`, parts: [plainSecret] };
    const { status, stdout, stderr } = spawnSync(process.execPath, [...program, 'run', demo, '--db', mistake.url], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([2, '']);
    expectUnseen(mistake, { out: stdout, err: stderr });
  });

  it.skipIf(!existsSync('/proc/self/cmdline'))('it shows no password in a list of the processes', async () => {
    // A server that never answers: the process waits for it, and can be looked at.
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port));
    });
    const connected = new Promise<void>((resolve) => server.once('connection', () => resolve()));
    const url = `postgres://me:${plainSecret}@127.0.0.1:${port}/db`;
    const child = spawn(process.execPath, [...program, 'runs', '--db', url], { cwd: folder, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    try {
      await connected;
      expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain(plainSecret);
    } finally {
      child.kill('SIGKILL');
      await ended;
      server.close();
    }
  });
});
