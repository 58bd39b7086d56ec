// The documents of the project as data: their prose, their code fences, their headings and their links.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A block of code: its language, its text, and the line of the document on which it opens. */
export interface Fence {
  readonly language: string;
  readonly text: string;
  readonly line: number;
}

/** A link or a picture: its text, its target as written, and its line. */
export interface Link {
  readonly text: string;
  readonly target: string;
  readonly line: number;
}

/** One Markdown file. */
export interface Document {
  /** From the root of the repository. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly fences: readonly Fence[];
  readonly links: readonly Link[];
  /** The anchors of the headings, as GitHub forms them. */
  readonly anchors: ReadonlySet<string>;
  /** The lines without code: fences are empty lines, and spans in backticks are cut out. */
  readonly prose: readonly string[];
  /** The spans in backticks outside of fences, with their lines. */
  readonly spans: readonly { readonly text: string; readonly line: number }[];
}

/** The anchor of a heading, as GitHub forms it: lower case, hyphens for spaces, no other punctuation. */
export const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/** Reads one document. `text` stands for the file where a test brings its own. */
export const readDocument = (path: string, text: string = readFileSync(`${root}${path}`, 'utf8')): Document => {
  const lines = text.split('\n');
  const fences: Fence[] = [];
  const links: Link[] = [];
  const anchors = new Set<string>();
  const prose: string[] = [];
  const spans: { text: string; line: number }[] = [];
  let open: { language: string; body: string[]; line: number } | null = null;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const mark = /^```(\S*)/.exec(line);
    if (mark !== null || open !== null) {
      prose.push('');
      if (mark === null) open?.body.push(line);
      else if (open === null) open = { language: mark[1] ?? '', body: [], line: number };
      else {
        fences.push({ language: open.language, text: open.body.join('\n'), line: open.line });
        open = null;
      }
      continue;
    }
    for (const match of line.matchAll(/`([^`]+)`/g)) spans.push({ text: match[1] ?? '', line: number });
    for (const match of line.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g))
      links.push({ text: match[1] ?? '', target: match[2] ?? '', line: number });
    const heading = /^#{1,6} (.*)$/.exec(line)?.[1];
    if (heading !== undefined) anchors.add(anchorOf(heading));
    prose.push(line.replaceAll(/`[^`]+`/g, '``').replaceAll(/\]\([^)\s]+\)/g, ']'));
  }
  if (open !== null) throw new Error(`${path}:${open.line}: this block of code has no end.`);
  return { path, lines, fences, links, anchors, prose, spans };
};

const pagesBelow = (folder: string): string[] =>
  !existsSync(`${root}${folder}`)
    ? []
    : readdirSync(`${root}${folder}`, { withFileTypes: true })
        .flatMap((entry) => {
          const path = `${folder}/${entry.name}`;
          if (entry.isDirectory()) return pagesBelow(path);
          return path.endsWith('.md') ? [path] : [];
        })
        .toSorted();

/** README, ARCHITECTURE and every page below docs/. */
export const documents: readonly Document[] = ['README.md', 'ARCHITECTURE.md', ...pagesBelow('docs')].map((path) =>
  readDocument(path),
);

/** One of {@link documents} by its path. */
export const documentAt = (path: string): Document => {
  const found = documents.find((document) => document.path === path);
  if (found === undefined) throw new Error(`There is no document ${path}.`);
  return found;
};
