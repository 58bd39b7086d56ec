// The rules of the tree that a compiler does not know, executed: this test reads the tree and fails with the
// file and line that break one. Each rule has a sentence, and a specimen that must be caught, so that no rule
// can go blind.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', 'runs']);

const filesBelow = (folder: string): string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    // In a second working tree of a repository .git is a file.
    if (notOurs.has(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

const files = filesBelow('').toSorted();
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const isCode = (path: string): boolean => /\.(ts|tsx|mts)$/.test(path);
const isSource = (path: string): boolean => isCode(path) && /^(src|machines|drizzle|visualizer)\//.test(path);

/** What takes an id of an order apart, or compares a part of it. */
const readsAnId = new RegExp(
  [
    String.raw`\b(?:Number|parseInt|exec|test|match|number\w*)\([^()]*\b(?:clOrdId|orderId)\b`,
    String.raw`\b(?:clOrdId|orderId)\)?[!?]?\.(?:slice|split|sub\w+|indexOf|lastIndexOf|match\w*|replace\w*)\(`,
    String.raw`\b(?:clOrdId|orderId)\)?[!?]?\.(?:startsWith|endsWith|search|charCodeAt|charAt|codePointAt)\(`,
  ].join('|'),
);

/** The lines that took ids apart before an order said its owner. */
const formerReadings = [
  'const numberOf = (clOrdId: string): number => Number(clOrdId.slice(0, clOrdId.indexOf(".")));',
  '    const number = numberOf(clOrdId);',
  '    return this.records.get(numberOf(clOrdId))?.orders.find((order) => order.clOrdId === clOrdId);',
  "    leg: role === 'leg' ? Number(clOrdId.slice(clOrdId.indexOf('.') + 1)) - 1 : -1,",
  '  if (clOrdId.charCodeAt(dot) !== DOT || numberIn(clOrdId, 0, dot) !== arbitrage) return false;',
  '    const number = Number.parseInt(clOrdId, 10);',
  '      const arbitrage = Number.parseInt(body.clOrdId, 10);',
  '    const isRegular = arbitrage > 0 && clOrdId.startsWith(prefix);',
  '    const number = dot <= 0 ? 0 : numberBefore(clOrdId, dot);',
  "const arbitrageOf = (orderId: string): string => `arb:${orderId.slice('order:'.length, orderId.indexOf('.'))}`;",
  '      return numberOf(body.clOrdId);',
];

interface LineRule {
  readonly says: string;
  readonly applies: (path: string) => boolean;
  readonly forbidden: RegExp;
  /** A line that the rule must catch. */
  readonly specimen: string;
}

/** The folders that live in wall time, and the one that keeps it from strategies; everything else is deterministic. */
const wallTimeFolders = /^src\/(cli|isolation)\//;
const moneyFolders = new RegExp(
  `^(src/(${[
    'money|text|journal|wire|accounting|venues|world|orders|lanes|arbitrage|risk|scenario|strategies|audit|report|harness',
    'gateway|engine|run',
  ].join('|')})|machines)/`,
);
const thisFile = 'test/tidy.test.ts';

const lineRules: readonly LineRule[] = [
  {
    says: 'no wall clock, no ambient randomness outside src/cli',
    applies: (path) => isSource(path) && !wallTimeFolders.test(path),
    forbidden: /Math\.random|Date\.now|new Date\(\)|performance\.now|hrtime|randomUUID|randomBytes/,
    specimen: 'const seed = Math.random();',
  },
  {
    says: 'no environment and no signals outside src/cli',
    applies: (path) => isSource(path) && !wallTimeFolders.test(path),
    forbidden: /process\.(env|argv|on|exit|stdout|stderr|cwd)\b/,
    specimen: "if (process.env['DEBUG']) return;",
  },
  {
    says: 'nothing that ships fetches: what the layers cannot see, because it is imported from nowhere',
    // The script of a page runs in a browser, whose guard is the policy of its server.
    applies: (path) => /^(src|machines|drizzle)\//.test(path) && path !== 'src/inspect/stately/page.ts',
    forbidden: /(?<![.\w])fetch\(|\bnew (WebSocket|EventSource)\(|getBuiltinModule|process\.binding/,
    specimen: "const answer = await fetch('http://127.0.0.1');",
  },
  {
    says: 'no floating point on the way of money: micros are bigint, text is parsed and printed in src/money',
    applies: (path) => path !== 'src/money/decimal.ts' && moneyFolders.test(path),
    forbidden: /parseFloat|\.toFixed\(|toPrecision\(/,
    specimen: 'const price = parseFloat(text);',
  },
  {
    says: 'no default exports: a thing has one name everywhere',
    applies: (path) => isCode(path) && !path.endsWith('.config.ts'),
    forbidden: /^export default /,
    specimen: 'export default function run() {}',
  },
  {
    says: 'nothing left to do, nothing switched off',
    applies: (path) => isCode(path) && path !== thisFile,
    forbidden:
      /\b(TODO|FIXME|XXX)\b|\.(only|todo)\(|\bas any(?=[;,)\].]|$)|@ts-ignore|@ts-nocheck|@ts-expect-error|eslint-disable|oxlint-disable/,
    specimen: 'const found = value as any;',
  },
  {
    says: 'no path of a machine',
    applies: (path) => path !== thisFile && !path.endsWith('package-lock.json'),
    forbidden: /(^|[^a-zA-Z.\w])\/(home|root|Users|work|tmp)\/\w/,
    specimen: `readFileSync('${['', 'home', 'somebody', 'data.csv'].join('/')}')`,
  },
  {
    says: 'no line over 160 characters',
    applies: isCode,
    forbidden: /^.{161,}$/,
    specimen: `const long = '${'x'.repeat(160)}';`,
  },
  {
    says: 'sources import sources by their own extension',
    applies: (path) => isCode(path) && path !== thisFile,
    forbidden: /from '\.{1,2}\/[^']*(?<!\.ts|\.tsx|\.json)';/,
    specimen: "import { run } from './run.js';",
  },
  {
    says: 'no id of an order is taken apart: whose an order is stands in its order.created',
    // An id of format 1 says the leg of its order, and there nothing else does.
    applies: (path) => /^(src|machines|drizzle|visualizer|bench)\//.test(path) && path !== 'src/journal/format-1.ts',
    forbidden: readsAnId,
    specimen: formerReadings[0]!,
  },
  {
    says: 'the maps of a scenario are read by `keys`, whose sentences name the keys that there are',
    applies: (path) => path.startsWith('src/scenario/') && path !== 'src/scenario/file/scalars.ts',
    forbidden: /strictObject|z\.object\(/,
    specimen: '  .strictObject({ holds: duration(1) })',
  },
];

describe('the tree is tidy', () => {
  it.each(lineRules)('$says', ({ applies, forbidden }) => {
    const found = files.filter(applies).flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) => (forbidden.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it.each(lineRules)('the rule is awake: $says', ({ forbidden, specimen }) => {
    expect(forbidden.test(specimen)).toBe(true);
  });

  it.each(formerReadings)('an id that is taken apart is seen: %s', (line) => {
    expect(readsAnId.test(line)).toBe(true);
  });

  it.each([
    '    this.simulator.replace(clOrdId, orderQty, price);',
    '    return this.known.get(clOrdId)?.at(-1)?.cumQty ?? 0n;',
    '    return numberIn(venueOrderId, venue.length + 1, venueOrderId.length);',
    '    const clOrdId = command.slice(CANCEL.length);',
  ])('and nothing else is: %s', (line) => {
    expect(readsAnId.test(line)).toBe(false);
  });

  it('keeps files small: one idea a file', () => {
    const linesMax = (path: string): number => (isSource(path) || path.startsWith('bench/') ? 300 : 700);
    const long = files.filter((path) => isCode(path) && read(path).split('\n').length > linesMax(path) + 1);
    expect(long).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const odd = files.filter((path) => isCode(path) && !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.[a-z-]+)*\.tsx?$/.test(path));
    expect(odd).toEqual([]);
  });

  it('documents every exported function and constant of the library', () => {
    const undocumented = files.filter(isSource).flatMap((path) => {
      const lines = read(path).split('\n');
      return lines.flatMap((line, index) => {
        if (!/^export (const|function|class|abstract class) \w/.test(line)) return [];
        const before = lines[index - 1] ?? '';
        return before.trimEnd().endsWith('*/') ? [] : [`${path}:${index + 1}: ${line.slice(0, 80)}`];
      });
    });
    expect(undocumented).toEqual([]);
  });

  it('pins every dependency exactly, and the lock file names no host', () => {
    const manifest = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(
      /https?:\/\/(?!(opencollective|github|paulmillr|tidelift|www\.patreon|feross|eslint|dotenvx|jonschlinkert)\b)/.test(
        read('package-lock.json').replaceAll(/"(url|funding)": "[^"]*"/g, ''),
      ),
    ).toBe(false);
  });
});
