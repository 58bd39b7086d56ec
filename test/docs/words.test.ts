// Goal: the documents and the sources speak plain English in the field's terms. Method: the words below are searched for in
// the prose of every document, in every comment, and in the sentences of strings. Code is left out, because keys of a
// scenario, words of the journal and names of the sources are other tests' business.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documents, readDocument, root } from './documents.ts';
import { filesBelow, proseOf, readComments, readSource, type Prose } from './prose.ts';

/** Documents beside those of documents.ts: cards, and tables that are written from the sources. */
const otherDocuments = ['CHANGELOG.md', ...filesBelow(['drizzle', 'machines', 'src'], /\.md$/)];
/** Where code is searched; `src` folder by folder. */
const codeFolders = ['bench', 'drizzle', 'machines', 'src', 'test', 'visualizer'];
/** Files of other kinds whose comments are searched. */
const commented = filesBelow(['.ci', 'scenarios', 'visualizer/page'], /\.(yaml|css)$|(^|\/)run$/);
/** This file quotes what it forbids. */
const itself = 'test/docs/words.test.ts';

interface PrivateWord {
  readonly forbidden: RegExp;
  /** What to write. */
  readonly instead: string;
  /** A sentence that must be caught. */
  readonly specimen: string;
  /**
   * Where it is not forbidden: `strings`, because it is a key of a scenario, or `sources`, because it has another meaning
   * there (the counters of an index, a counter-account).
   */
  readonly allowedIn?: 'strings' | 'sources';
}

const privateWords: readonly PrivateWord[] = [
  {
    forbidden: /\bwho(ever|soever)\b/i,
    instead: 'the subject: the user, the reader, a process',
    specimen: 'Whoever asks',
  },
  {
    forbidden: /\b(is|are|was|were|be|been|being|gets?)( \w+)? told\b/i,
    instead: 'receive, learn',
    specimen: 'the client is told of it',
  },
  { forbidden: /\bwhat(ever)? is there\b|\bthat (is|are) there\b/i, instead: 'exists', specimen: 'what is there' },
  {
    forbidden: /\b(go|goes|going|went|gone)( \w+)? on\b(?! (sale|strike))/i,
    instead: 'resume, continue',
    specimen: 'a run that was gone on with',
  },
  { forbidden: /\b(lets?|letting)( \w+){0,3} go\b(?! backwards)/i, instead: 'release', specimen: 'it lets one go' },
  { forbidden: /\b(made|makes?|making)( \w+){0,2} (again|anew)\b/i, instead: 're-execute', specimen: 'is made again' },
  { forbidden: /\bdoes so again\b/i, instead: 'reproduce', specimen: 'It does so again with' },
  { forbidden: /\bdesks?\b/i, allowedIn: 'strings', instead: 'simulated venue', specimen: 'the desk of a venue' },
  {
    forbidden: /\bcounters?\b/i,
    allowedIn: 'sources',
    instead: 'order entry; a count',
    specimen: "the venue's counter",
  },
  { forbidden: /\blaws?\b/i, allowedIn: 'strings', instead: 'rules, validation', specimen: 'the law of a venue' },
  { forbidden: /\bways\b/i, allowedIn: 'strings', instead: 'behaviour', specimen: 'a venue and its ways' },
  { forbidden: /\bhappenings?\b/i, allowedIn: 'strings', instead: 'event', specimen: 'a happening at a venue' },
  { forbidden: /\bpatience\b/i, allowedIn: 'strings', instead: 'timeout', specimen: 'the end of patience' },
  {
    forbidden: /\b(passports?|purses?|fates?)\b/i,
    allowedIn: 'strings',
    instead: 'identity, account, fill plan',
    specimen: 'its fate',
  },
  {
    forbidden: /\b(our|your|their|his|user's|engine's) books\b/i,
    instead: 'portfolio, records, ledger: a book is an order book',
    specimen: 'judges your books',
  },
  { forbidden: /\bthe house\b/i, instead: 'the layers', specimen: 'The house' },
  { forbidden: /\b(him|her)self\b/i, instead: 'the subject', specimen: 'who steps it himself' },
];

const privateNames =
  /\b(VenueDesk|VenueCounter|VenueLaw|VenueWays|waysOf|VenueBooks|VenueHappening|OrderPatience|OrderPassport|untilItLands|carryOut)\b/;

type Place = 'document' | 'source';

const found = (prose: Prose, place: Place, words: readonly PrivateWord[] = privateWords): string[] =>
  prose.passages.flatMap(({ kind, text, lineAt }) =>
    words.flatMap(({ forbidden, instead, allowedIn }) => {
      if ((allowedIn === 'strings' && kind === 'string') || (allowedIn === 'sources' && place === 'source')) return [];
      return [...text.matchAll(new RegExp(forbidden, 'gi'))].map(
        ({ 0: match, index }) => `${prose.path}:${lineAt(index)}: '${match}' (write: ${instead})`,
      );
    }),
  );

const textOf = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

/** Nearly every file has none of the words even where its code is read as prose, and need not be parsed. */
const mayHold = (text: string): boolean => {
  const flat = text.replaceAll(/\s*\n\s*(\/\/|\*)?\s*|\s+/g, ' ');
  return privateWords.some(({ forbidden }) => forbidden.test(flat));
};

const codeFiles = [...filesBelow(codeFolders, /\.tsx?$/), '.dependency-cruiser.cjs'].filter((path) => path !== itself);
/** `src/engine`, `test/engine`, `machines`: the first two folders of a path, or the first. */
const partOf = (path: string): string => /^((src|test)\/[^/]+(?=\/)|[^/]+)/.exec(path)?.[0] ?? path;
const parts = [...new Set(codeFiles.map(partOf))];

describe('no private word is', () => {
  const all = [...documents, ...otherDocuments.map((path) => readDocument(path))];

  it.each(all.map((document) => [document.path, document] as const))('in %s', (_, document) => {
    expect(found(proseOf(document), 'document')).toEqual([]);
  });

  it.each(commented)('in a comment of %s', (path) => {
    expect(found(readComments(path), 'source')).toEqual([]);
  });

  it.each(parts)('in a comment or sentence of %s', (part) => {
    const paths = codeFiles.filter((path) => partOf(path) === part);
    expect(
      paths.flatMap((path) => {
        const text = textOf(path);
        return mayHold(text) ? found(readSource(path, text), 'source') : [];
      }),
    ).toEqual([]);
  });

  it('left out: every folder is searched', () => {
    expect(all.length).toBeGreaterThan(60);
    expect(commented.length).toBeGreaterThan(8);
    expect(codeFiles.length).toBeGreaterThan(1_000);
    for (const part of ['src/engine', 'src/cli', 'test/engine', 'machines', 'visualizer'])
      expect(parts).toContain(part);
  });
});

it('no document and no source has a private name', () => {
  const paths = [...documents.map(({ path }) => path), ...otherDocuments, ...codeFiles];
  expect(paths.flatMap((path) => (privateNames.test(textOf(path)) ? [path] : []))).toEqual([]);
});

describe('the rule catches', () => {
  it.each(privateWords)('$specimen', (word) => {
    const document = readDocument('specimen.md', `# A page\n\n${word.specimen.replace(' ', '\n')}.\n`);
    expect(found(proseOf(document), 'document', [word])).toHaveLength(1);
  });

  it.each([
    ['a comment', '// It is told.', 1],
    ['a comment behind code', 'const a = 1; // It is told.', 1],
    ['a comment over two lines', 'f();\n// It is\n// told.', 2],
    ['a doc comment', '\n/**\n * Returns\n * what is there.\n */', 4],
    ['a comment at the end of a block', 'if (a) {\n  b();\n  // It goes on.\n}', 3],
    ['a string', "const says = 'It is told.';", 1],
    ['a template', '\nconst says = `${a} is told ${b}.`;', 2],
    ['what a template says around a value', 'const says = `it is told ${a}`;', 1],
    ['a name of a test', "it('goes on', () => {});", 1],
    ['text of a page', 'const page = <p>whoever looks</p>;', 1],
    ['a string behind a regular expression', "const a = /['`]/.test(b); const says = 'It is told.';", 1],
  ])('%s, at its line', (_, text, line) => {
    expect(found(readSource('specimen.tsx', text), 'source')).toEqual([
      expect.stringMatching(new RegExp(`^specimen\\.tsx:${line}: '`)),
    ]);
    expect(mayHold(text)).toBe(true);
  });

  it.each([
    ['a comment of YAML', '# What is there.\na: 1\n', 1],
    ['a comment behind a key', 'a: 1\nb: 2 # what is there\n', 2],
    ['a comment of a style sheet', '/* what is\n * there */', 1],
  ])('%s, at its line', (_, text, line) => {
    expect(found(readComments('specimen', text), 'source')).toEqual([
      expect.stringMatching(new RegExp(`^specimen:${line}: '`)),
    ]);
  });
});

describe('the rule leaves alone', () => {
  it('code in a document', () => {
    const document = readDocument('specimen.md', 'The key `patience`.\n\n```yaml\npatience: 1s\n```\n');
    expect(found(proseOf(document), 'document')).toEqual([]);
  });

  it.each([
    ['names and keys', 'const ways = { patience: 1 }; const laws = ways.patience;'],
    ['a word of the journal', "record({ type: 'resolution.told' });"],
    ['code in a comment', '// The key `patience`, and {@link ways}.'],
    ['a key in a sentence', "report('ways cannot be both');"],
    ['counters of an index', '// The counters of a run.'],
  ])('%s', (_, text) => {
    expect(found(readSource('specimen.ts', text), 'source')).toEqual([]);
  });
});

// One spelling: `cancelled`, as in the order chart. The other one is a word of FIX in the journal, and of venues.

interface OwnSpelling {
  readonly where: RegExp;
  readonly written: RegExp;
  readonly because: string;
}

const otherSpelling = /cancel(ed|ing|er|able)\b/i;

const spelledByOthers: readonly OwnSpelling[] = [
  { where: /./, written: /'canceled'/g, because: 'a value of FIX ordStatus, which the journal has' },
  {
    where: /^(docs\/glossary\.md|src\/audit\/(codes|invariants\/order-steps)\.ts)$/,
    written: /(?<=filled, |\bSTATUS\.|\(|, )canceled(?=, rejected|[,;)])|^ {2}canceled(?=: 4,)/gm,
    because: 'the values of ordStatus in a row',
  },
  {
    where: /^(src\/report\/story\/narrate-order|(src|test)\/inspect\/index\/(paths\/order-path|run-index\.test))\.ts$/,
    written: /^ +canceled(?=: )/gm,
    because: 'ordStatus as the key of a table',
  },
  { where: /^visualizer\/page\/style\.css$/, written: /\.status-canceled/g, because: 'ordStatus as a class' },
  {
    where: /^(src|test)\/venues\/definitions\/(kalshi|polymarket|gemini|opinion|conformance)\b/,
    written: /(good_till_|not_|already |order |read: |3 |'|word |`|^ +)canceled\b|\bCANCELED(_order)?\b/g,
    because: 'words of the venues',
  },
  {
    where: /^test\/oracles\/nautilus-order-fsm\.test\.ts$/,
    written: /\bCANCELED\b|\bCanceled\b/g,
    because: "words of nautilus_trader's table",
  },
];

const misspelt = (path: string, text: string): string[] =>
  text.split('\n').flatMap((line, index) => {
    const own = spelledByOthers
      .filter(({ where }) => where.test(path))
      .reduce((rest, { written }) => rest.replaceAll(written, ''), line);
    const match = otherSpelling.exec(own);
    return match === null ? [] : [`${path}:${index + 1}: '${match[0]}' (write: cancelled, cancelling)`];
  });

describe('cancelled has one spelling', () => {
  const paths = [...documents.map(({ path }) => path), ...otherDocuments, ...commented, ...codeFiles];

  it('everywhere', () => {
    expect(paths.flatMap((path) => misspelt(path, textOf(path)))).toEqual([]);
  });

  it.each(spelledByOthers)('but for $because', ({ where, written }) => {
    expect(paths.filter((path) => where.test(path)).some((path) => textOf(path).search(written) >= 0)).toBe(true);
  });

  it.each(['// A canceled order.', 'const CANCELED = 1;', 'const isCanceled = true;', "it('is canceling', () => {});"])(
    'and the rule catches: %s',
    (text) => {
      expect(misspelt('src/engine/specimen.ts', text)).toHaveLength(1);
    },
  );
});
