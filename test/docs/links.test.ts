// Goal: a reader who follows a link, or looks for a path that a document names, finds it; in the repository and in the
// package. Method: every link and every path in backticks is looked up; specimens show that a broken one is seen.
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from './files-below.ts';
import { documents, readDocument, root, type Document } from './documents.ts';

const files = filesBelow('');
const folders = new Set(files.flatMap((path) => path.split('/').map((_, at, parts) => parts.slice(0, at).join('/'))));
const exists = (path: string): boolean => files.includes(path) || folders.has(path.replace(/\/$/, ''));
const names = new Set(files.map((path) => posix.basename(path)));

const { files: shipped } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { readonly files: string[] };
const isShipped = (path: string): boolean => shipped.some((part) => path === part || path.startsWith(`${part}/`));

const isOutside = (target: string): boolean => /^https?:\/\//.test(target);

/** What is wrong with the links of a document, each as one line. */
const brokenLinks = (document: Document): string[] =>
  document.links.flatMap(({ target, line }) => {
    if (isOutside(target)) return [];
    const at = `${document.path}:${line}: ${target}`;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? document.path : posix.join(posix.dirname(document.path), path);
    if (!exists(file)) return [`${at} does not exist`];
    if (!isShipped(file)) return [`${at} is not in the package`];
    if (anchor === undefined || !file.endsWith('.md')) return [];
    const anchors = file === document.path ? document.anchors : readDocument(file).anchors;
    return anchors.has(anchor) ? [] : [`${at} names no heading`];
  });

/** Folders at the root of the repository: a path in backticks that begins with one is a path of the repository. */
const roots = /^(src|machines|test|bench|drizzle|visualizer|scenarios|docs)\//;

/** The paths in backticks that do not exist: paths from the root, and bare names of source files. */
const brokenPaths = (document: Document): string[] =>
  document.spans.flatMap(({ text, line }) => {
    const at = `${document.path}:${line}: ${text} does not exist`;
    if (/[\s<>*…{}()$]/.test(text)) return [];
    if (roots.test(text)) return exists(text) ? [] : [at];
    if (/^[\w-]+(\.[\w-]+)*\.(ts|tsx|cjs|md)$/.test(text)) return names.has(text) ? [] : [at];
    return [];
  });

describe.each(documents.map((document) => [document.path, document] as const))('%s', (_, document) => {
  it('links only to files and headings that exist and are in the package', () => {
    expect(brokenLinks(document)).toEqual([]);
  });

  it('names only paths that exist', () => {
    expect(brokenPaths(document)).toEqual([]);
  });
});

it('sees a broken link, a broken anchor, a link out of the package and a broken path', () => {
  const text = [
    '# One heading, here',
    '[a](nowhere.md) [b](#another-heading) [c](#one-heading-here) [d](src/index.ts) [e](https://example.org/x)',
    '`src/none.ts` `none.ts` `src/index.ts` `index.ts` `machines/`',
    '```sh',
    '[f](nowhere.md) `src/none.ts`',
    '```',
  ].join('\n');
  const document = readDocument('README.md', text);
  expect(brokenLinks(document)).toEqual([
    'README.md:2: nowhere.md does not exist',
    'README.md:2: #another-heading names no heading',
    'README.md:2: src/index.ts is not in the package',
  ]);
  expect(brokenPaths(document)).toEqual([
    'README.md:3: src/none.ts does not exist',
    'README.md:3: none.ts does not exist',
  ]);
});

it('lists every page in the index of its folder', () => {
  const linked = (index: string): string[] =>
    readDocument(index).links.map(({ target }) => posix.join(posix.dirname(index), target.split('#')[0] ?? ''));
  for (const [index, folder] of [
    ['docs/README.md', 'docs'],
    ['docs/decisions/README.md', 'docs/decisions'],
  ] as const) {
    const pages = documents.map(({ path }) => path).filter((path) => posix.dirname(path) === folder && path !== index);
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.filter((path) => !linked(index).includes(path))).toEqual([]);
  }
});

it('gives each decision a context, the decision, and the figure or the test that holds it', () => {
  const pages = documents.filter(({ path }) => /^docs\/decisions\/(?!README)/.test(path));
  const headings = ({ lines }: Document): string =>
    lines
      .filter((line) => line.startsWith('## '))
      .map((line) => line.slice(3))
      .join(', ');
  const odd = pages.filter((page) => !/^Context, Decision, (Figure|Held by)$/.test(headings(page)));
  expect(odd.map(({ path }) => path)).toEqual([]);
});

it('keeps README to 160 lines and ARCHITECTURE to 200', () => {
  for (const [path, linesMax] of [
    ['README.md', 160],
    ['ARCHITECTURE.md', 200],
  ] as const) {
    const lines = readFileSync(`${root}${path}`, 'utf8').trimEnd().split('\n');
    expect(lines.length, `${path} has ${lines.length} lines`).toBeLessThanOrEqual(linesMax);
  }
});

it('shows a picture in the README', () => {
  const pictures = [...readFileSync(`${root}README.md`, 'utf8').matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)];
  expect(pictures.length).toBeGreaterThan(0);
  for (const [, path] of pictures) expect(existsSync(`${root}${path}`)).toBe(true);
});
