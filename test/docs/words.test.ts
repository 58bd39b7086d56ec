// Goal: the documents speak plain English in the field's terms. Method: the words below are searched for in the prose of
// every document; code is left out, because keys of a scenario and names of the sources are other tests' business.
import { describe, expect, it } from 'vitest';
import { documents, readDocument, type Document } from './documents.ts';

/** Where the words are searched for. Sources join by adding their folders here. */
const searched = ['README.md', 'ARCHITECTURE.md', 'docs/'] as const;

interface PrivateWord {
  readonly forbidden: RegExp;
  /** What to write. */
  readonly instead: string;
  /** A sentence that must be caught. */
  readonly specimen: string;
}

const privateWords: readonly PrivateWord[] = [
  {
    forbidden: /\bwho(ever|soever)\b/i,
    instead: 'the subject: the user, the reader, a process',
    specimen: 'Whoever asks',
  },
  {
    forbidden: /\b(is|are|was|were|be|been|being|gets?) told\b/i,
    instead: 'receive, learn',
    specimen: 'the client is told of it',
  },
  { forbidden: /\bwhat(ever)? is there\b|\bthat (is|are) there\b/i, instead: 'exists', specimen: 'what is there' },
  {
    forbidden: /\b(go|goes|going|went|gone)( \w+)? on\b(?! (sale|strike))/i,
    instead: 'resume, continue',
    specimen: 'a run that was gone on with',
  },
  { forbidden: /\b(lets?|letting)( \w+)? go\b/i, instead: 'release', specimen: 'it lets one go' },
  { forbidden: /\b(made|makes?|making)( \w+){0,2} (again|anew)\b/i, instead: 're-execute', specimen: 'is made again' },
  { forbidden: /\bdoes so again\b/i, instead: 'reproduce', specimen: 'It does so again with' },
  { forbidden: /\bdesks?\b/i, instead: 'simulated venue', specimen: 'the desk of a venue' },
  { forbidden: /\bcounters?\b/i, instead: 'order entry; a count', specimen: "the venue's counter" },
  { forbidden: /\blaws?\b/i, instead: 'rules, validation', specimen: 'the law of a venue' },
  { forbidden: /\bways\b/i, instead: 'behaviour', specimen: 'a venue and its ways' },
  { forbidden: /\bhappenings?\b/i, instead: 'event', specimen: 'a happening at a venue' },
  { forbidden: /\bpatience\b/i, instead: 'timeout', specimen: 'the end of patience' },
  { forbidden: /\b(passports?|purses?|fates?)\b/i, instead: 'identity, account, fill plan', specimen: 'its fate' },
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

const found = (document: Document, words: readonly PrivateWord[] = privateWords): string[] =>
  document.prose.flatMap((line, index) =>
    words.flatMap(({ forbidden, instead }) => {
      const match = forbidden.exec(line);
      return match === null ? [] : [`${document.path}:${index + 1}: '${match[0]}' (write: ${instead})`];
    }),
  );

describe('the documents', () => {
  const own = documents.filter(({ path }) => searched.some((part) => path === part || path.startsWith(part)));

  it('are all searched', () => {
    expect(own.length).toBeGreaterThan(20);
  });

  it.each(own.map((document) => [document.path, document] as const))('%s has no private word', (_, document) => {
    expect(found(document)).toEqual([]);
  });

  it.each(own.map((document) => [document.path, document] as const))('%s has no private name', (_, document) => {
    expect(document.lines.filter((line) => privateNames.test(line))).toEqual([]);
  });
});

it.each(privateWords)('the rule catches: $specimen', (word) => {
  const document = readDocument('specimen.md', `# A page\n\n${word.specimen}.\n`);
  expect(found(document, [word])).toHaveLength(1);
});

it('leaves code alone', () => {
  expect(found(readDocument('specimen.md', 'The key `patience`.\n\n```yaml\npatience: 1s\n```\n'))).toEqual([]);
});
