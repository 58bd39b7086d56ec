// YAML text into maps, lists and texts, with the place of each. Every scalar stays the text that was written, so that
// no number passes through floating point. It knows no key of a scenario; all of its bounds end in a sentence.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { quoted, type Path } from './problem.ts';
import { yamlProblems } from './yaml-problems.ts';

/** A value of the file. What has no value, such as `name:`, is left out of maps, and undefined in lists. */
export type Tree = string | readonly (Tree | undefined)[] | TreeMap;

/** A map of the file, in its order. It has no prototype. */
export interface TreeMap {
  readonly [key: string]: Tree;
}

/** A place in the text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A mistake that is one before any key is looked at. */
export interface TreeProblem extends Place {
  readonly path: Path;
  readonly message: string;
}

/** What was read. */
export interface ReadTree {
  readonly root: TreeMap;
  /** Mistakes beside which the rest can still be read. */
  readonly problems: readonly TreeProblem[];
  /** Where a key stands, or the nearest map around a key that is missing. */
  placeOf(path: Path): Place;
}

/** The bounds of a file. */
export const treeLimits = { charactersMax: 500_000, depthMax: 32, valuesMax: 100_000, yamlErrorsMax: 10 } as const;

const TOO_DEEP = 'The file is nested too deeply to be read: a scenario needs 32 levels at most.';
const START: Place = { line: 1, column: 1 };

const refused = (message: string, place: Place = START) => ({
  problems: [{ ...place, path: [], message }] as readonly TreeProblem[],
});

/** Reads a file; where there is nothing to look at, only the mistakes. Never throws. */
export const readTree = (text: string): ReadTree | { readonly problems: readonly TreeProblem[] } => {
  const { charactersMax } = treeLimits;
  if (text.length > charactersMax)
    return refused(`The file has ${text.length} characters: a scenario has at most ${charactersMax}.`);
  const lines = new LineCounter();
  const document = isHopeless(text) ? null : parse(text, lines);
  if (document === null) return refused(TOO_DEEP);
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.some(({ message }) => message.includes('call stack'))) return refused(TOO_DEEP);
  const faults = [...document.errors, ...document.warnings].slice(0, treeLimits.yamlErrorsMax);
  if (faults.length > 0) return { problems: yamlProblems(faults, text, placeAt) };
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === ''))
    return refused('The file is empty: a scenario has at least length, venues, markets and pairs.');
  if (!isMap(contents))
    return refused(
      `The file holds ${isSeq(contents) ? 'a list' : quoted(String(contents))}: a scenario is a map of keys.`,
    );
  return walk(contents, placeAt);
};

const parse = (text: string, lineCounter: LineCounter): Document.Parsed | null => {
  try {
    return parseDocument(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter,
    }) as Document.Parsed;
  } catch (error) {
    // The composer calls itself for each level: a hostile file can exhaust the stack, and nothing else throws here.
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** Far more than are of use, and far fewer than take the parser's whole stack, whatever is left of that. */
const LEVELS_MAX = 256;

// Text that is all brackets, dashes or indentation would take the parser seconds and its whole stack, only to be refused
// then. Where the stack ends depends on what else is on it, and what is said of a file may not.
const isHopeless = (text: string): boolean => {
  let open = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open -= 1;
    if (open > LEVELS_MAX) return true;
  }
  const indents: number[] = [];
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ ]/);
    if (indent < 0) continue;
    while (indents.length > 0 && indents.at(-1)! >= indent) indents.pop();
    if (indents.push(indent) > LEVELS_MAX) return true;
  }
  return /(?:[-?:] ){64}/.test(text);
};

const walk = (contents: unknown, placeAt: (offset: number) => Place): ReadTree => {
  const places = new Map<string, Place>();
  const problems: TreeProblem[] = [];
  const anchors = new Map<string, unknown>();
  let values = 0;
  let isCut = false;

  const refuse = (path: Path, offset: number, message: string): void => {
    problems.push({ ...placeAt(offset), path, message });
  };

  const visit = (node: unknown, path: Path): Tree | undefined => {
    if (isCut || node === null || node === undefined) return undefined;
    const offset = offsetOf(node);
    values += 1;
    if (path.length > treeLimits.depthMax || values > treeLimits.valuesMax) {
      isCut = true;
      const what = values > treeLimits.valuesMax ? `more than ${treeLimits.valuesMax} values` : 'more than 32 levels';
      refuse(path, offset, `The file comes to ${what}, aliases included: a scenario needs fewer.`);
      return undefined;
    }
    if (isAlias(node)) {
      if (anchors.has(node.source)) return visit(anchors.get(node.source), path);
      refuse(path, offset, `*${node.source} stands for nothing: no &${node.source} comes before it.`);
      return undefined;
    }
    if (isScalar(node) || isMap(node) || isSeq(node)) if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) {
      const text = String(node.value);
      return node.type === 'PLAIN' && ['', '~', 'null'].includes(text) ? undefined : text;
    }
    if (isSeq(node))
      return node.items.map((item, index) => {
        const at = [...path, index];
        places.set(JSON.stringify(at), placeAt(offsetOf(item)));
        return visit(item, at);
      });
    return isMap(node) ? visitMap(node.items, path) : undefined;
  };

  const visitMap = (items: readonly { key: unknown; value: unknown }[], path: Path): TreeMap => {
    const map = Object.create(null) as Record<string, Tree>;
    const seen = new Set<string>();
    for (const { key, value } of items) {
      const name = isScalar(key) ? String(key.value) : null;
      if (name === null || name === '' || name === '__proto__') {
        refuse(path, offsetOf(key), `A key must be a name, but it is ${name === null ? 'none' : quoted(name)}.`);
        continue;
      }
      const at = [...path, name];
      if (seen.has(name)) {
        refuse(at, offsetOf(key), `${name} stands twice in the same map: keep one of the two.`);
        continue;
      }
      seen.add(name);
      places.set(JSON.stringify(at), placeAt(offsetOf(key)));
      const tree = visit(value, at);
      if (tree !== undefined) map[name] = tree;
    }
    return map;
  };

  const root = visit(contents, []) as TreeMap;
  const placeOf = (path: Path): Place => {
    for (let length = path.length; length > 0; length -= 1) {
      const place = places.get(JSON.stringify(path.slice(0, length)));
      if (place !== undefined) return place;
    }
    return START;
  };
  return { root, problems, placeOf };
};

const offsetOf = (node: unknown): number => {
  const { range } = (node ?? {}) as { readonly range?: readonly number[] | null };
  return range?.[0] ?? 0;
};
