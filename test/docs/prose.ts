// Documents and sources as prose: paragraphs, comments, and the sentences in strings. In code the compiler's own parser
// finds them, so that a slash in a regular expression or a quote in a template opens nothing.
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { root, type Document } from './documents.ts';

/** A comment, a string or a paragraph as one line of text, without its code. */
export interface Passage {
  readonly kind: 'comment' | 'string' | 'paragraph';
  readonly text: string;
  /** The line of the file on which the character at this index of `text` stands. */
  readonly lineAt: (index: number) => number;
}

/** A file whose prose is searched. */
export interface Prose {
  /** From the root of the repository. */
  readonly path: string;
  readonly passages: readonly Passage[];
}

/** Line breaks become spaces, because a phrase may stand across two lines; spans of code become a pair of backticks. */
const passage = (kind: Passage['kind'], raw: string, firstLine: number): Passage => {
  const starts: number[] = [];
  let text = '';
  const withoutCode =
    kind === 'string'
      ? raw
      : raw.replaceAll(
          /`[^`\n]*(\n[^`\n]*)?`|\{@link [^}]+\}/g,
          (span) => '``' + '\n'.repeat(span.split('\n').length - 1),
        );
  for (const line of withoutCode.split('\n')) {
    starts.push(text.length);
    const bare = kind === 'comment' ? line.replace(/^\s*(\/\*+|\/\/+|\*(?!\/))/, '').replace(/\*\/\s*\}?$/, '') : line;
    const words = bare.trim().replaceAll(/\s+/g, ' ');
    text += words === '' ? '' : `${words} `;
  }
  return {
    kind,
    text: text.trimEnd(),
    lineAt: (index) =>
      firstLine +
      Math.max(
        0,
        starts.findLastIndex((start) => start <= index),
      ),
  };
};

/** Lines that follow each other without an empty one between them are one passage. */
const passagesOf = (kind: Passage['kind'], lines: readonly string[]): readonly Passage[] => {
  const passages: Passage[] = [];
  let open: string[] = [];
  for (const [index, line] of [...lines, ''].entries()) {
    if (line.trim() !== '') open.push(line);
    else {
      if (open.length > 0) passages.push(passage(kind, open.join('\n'), index - open.length + 1));
      open = [];
    }
  }
  return passages;
};

/** Comments that follow each other line by line are one: [position, end). */
const commentRanges = (file: ts.SourceFile): readonly [number, number][] => {
  const ranges = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    const text = file.text;
    if (node.kind !== ts.SyntaxKind.JsxText)
      for (const range of [
        ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
        ...(ts.getTrailingCommentRanges(text, node.pos) ?? []),
      ])
        ranges.set(range.pos, range.end);
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  const merged: [number, number][] = [];
  for (const [pos, end] of [...ranges].toSorted(([left], [right]) => left - right)) {
    const last = merged.at(-1);
    if (last !== undefined && /^\n[ \t]*$/.test(file.text.slice(last[1], pos))) last[1] = end;
    else merged.push([pos, end]);
  }
  return merged;
};

/** The texts of a file's strings with their positions; what a template fills in is an ellipsis. */
const strings = (file: ts.SourceFile): readonly [string, number][] => {
  const found: [string, number][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) found.push([node.text, node.getStart(file)]);
    else if (ts.isTemplateExpression(node)) {
      const parts = node.templateSpans.map((span) => span.literal.text);
      found.push([[node.head.text, ...parts].join('…'), node.getStart(file)]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** The comments and strings of a file of code. `text` stands for the file where a test brings its own. */
export const readSource = (path: string, text: string = readFileSync(`${root}${path}`, 'utf8')): Prose => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const lineAt = (position: number): number => file.getLineAndCharacterOfPosition(position).line + 1;
  return {
    path,
    passages: [
      ...commentRanges(file).map(([pos, end]) => passage('comment', text.slice(pos, end), lineAt(pos))),
      // A string of one word is a key, a name or a word of the journal.
      ...strings(file)
        .filter(([words]) => /\S\s+\S/.test(words))
        .map(([words, pos]) => passage('string', words, lineAt(pos))),
    ],
  };
};

/** The comments of a file in which `#` or a star begins the lines of one: YAML, a shell, a style sheet. */
export const readComments = (path: string, text: string = readFileSync(`${root}${path}`, 'utf8')): Prose => {
  const lines = text.split('\n').map((line) => /(^|\s)(#|\/\*|\*)\s(.*)$/.exec(line)?.[3]?.replace('*/', '') ?? '');
  return { path, passages: passagesOf('comment', lines) };
};

/** The paragraphs of a document. */
export const proseOf = ({ path, prose }: Document): Prose => ({ path, passages: passagesOf('paragraph', prose) });

/** The files below some folders whose names match, as paths from the root, in their order. */
export const filesBelow = (folders: readonly string[], name: RegExp): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { withFileTypes: true })
      .flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) return filesBelow([path], name);
        return name.test(path) ? [path] : [];
      })
      .toSorted(),
  );
