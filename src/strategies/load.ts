// Loads a user's TypeScript module, which Node 20 cannot do by itself, and says by its hash which one it was.
//
// While the module's own code runs, a strategy's rules hold: a module that reads the clock when it is loaded is
// refused like a step that does. Packages that it imports are loaded as they are, may look around while that happens,
// and are not in the hash.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import type { createJiti as CreateJiti, JitiOptions } from 'jiti';
import { assert } from '../kernel/assert.ts';
import { badByteText, badPlaceIn } from '../kernel/utf8.ts';
import { refuseAmbient, whileLoading } from '../isolation/ambient.ts';
import { forbidAmbient, takeRefusal } from '../isolation/refused.ts';
import { defineStrategy, InvalidStrategy, strategyOf } from './define.ts';
import type { Strategy } from './types.ts';

/** A strategy's module could not be loaded, or holds no strategy. Its message is a whole sentence. */
export class StrategyNotLoaded extends Error {
  override readonly name = 'StrategyNotLoaded';
  readonly file: string;
  /** Where in the file, from 1; null where that is not known. */
  readonly line: number | null;

  constructor(file: string, line: number | null, sentence: string) {
    super(sentence);
    this.file = file;
    this.line = line;
  }
}

/** A file of a strategy, by its path from the module's folder, with `/` between folders. */
export interface StrategySource {
  readonly path: string;
  /** Of its text, in hexadecimal digits. */
  readonly sha256: string;
}

/** A user's strategy, and what it was made from. */
export interface LoadedStrategy {
  readonly strategy: Strategy<unknown>;
  /** The module and every file of the user's own that it imports, in the order of their paths. */
  readonly sources: readonly StrategySource[];
  /** Of all sources, paths included: the same wherever the folder lies. */
  readonly sha256: string;
}

/** The name by which a user's module imports this library. */
const libraryName = 'dry-testing-engine';

/**
 * Loads the strategy of a module by its absolute path. Every call reads the file again. From then on the process
 * refuses clocks, chance and the like to strategies (`refuseAmbient`). Throws `StrategyNotLoaded`.
 */
export const loadStrategy = async (file: string): Promise<LoadedStrategy> => {
  assert(isAbsolute(file), () => `a strategy's module is given by its absolute path, not as ${file}`);
  const source = readOrRefuse(file);
  // Loaded where there is a module, for it takes as long as Node itself; and before the guards, which it would find otherwise.
  const { createJiti } = await import('jiti');
  refuseAmbient();
  const texts = new Map<string, string>([[file, source]]);
  const jiti = createLoader(createJiti, file, await library(), texts);
  takeRefusal();
  let module: unknown;
  try {
    module = whileLoading({ loader: jitiFolder(), own: () => texts.keys() }, () =>
      forbidAmbient(() => jiti(file) as unknown),
    );
  } catch (error) {
    if (error instanceof StrategyNotLoaded) throw error;
    throw notLoaded(file, texts, takeRefusal() ?? error);
  }
  // A refusal that the module caught is one all the same.
  const refusal = takeRefusal();
  if (refusal !== null) throw notLoaded(file, texts, refusal);
  const found = strategyOf(module, file);
  if ('sentence' in found) throw new StrategyNotLoaded(file, null, found.sentence);
  const sources = sourcesOf(file, texts);
  return { strategy: found.strategy, sources, sha256: sha256Of(JSON.stringify(sources)) };
};

const jitiFolder = (): string => dirname(dirname(createRequire(import.meta.url).resolve('jiti')));

const createLoader = (
  createJiti: typeof CreateJiti,
  file: string,
  virtual: object,
  texts: Map<string, string>,
): ((id: string) => unknown) => {
  // A default import of a built-in or of CommonJS is what the module exports, as in Node.
  const options: JitiOptions = { fsCache: false, moduleCache: false, tryNative: false, interopDefault: true };
  const compiler = createJiti(file, options);
  return createJiti(file, {
    ...options,
    virtualModules: { [libraryName]: virtual },
    transform: (wanted) => {
      if (wanted.filename !== undefined) {
        if (wanted.source.includes(REPLACED)) refuseOtherBytes(wanted.filename, readFileSync(wanted.filename));
        texts.set(wanted.filename, wanted.source);
      }
      return { code: compiler.transform(wanted) };
    },
  });
};

// The entry of the package as this process has it, from sources or built. It stands below this folder, and is
// handed to the user's module only: nothing here uses it.
const library = async (): Promise<object> => {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry: unknown = await import(new URL(`../index.${extension}`, import.meta.url).href);
  return { ...(entry as object), defineStrategy, InvalidStrategy };
};

/** Decoders put this mark in the place of what is no UTF-8; a text may hold it for itself. */
const REPLACED = '\uFFFD';

const refuseOtherBytes = (file: string, bytes: Buffer): void => {
  const bad = badPlaceIn(bytes);
  if (bad === null) return;
  const where = `${file}:${bad.line}:${bad.column}`;
  throw new StrategyNotLoaded(file, bad.line, `The strategy's module ${where} cannot be loaded: ${badByteText(bad)}.`);
};

const readOrRefuse = (file: string): string => {
  try {
    const bytes = readFileSync(file);
    refuseOtherBytes(file, bytes);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof StrategyNotLoaded) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new StrategyNotLoaded(file, null, `The strategy's module ${file} does not exist.`);
    if (code === 'EISDIR')
      throw new StrategyNotLoaded(file, null, `The strategy's module ${file} is a folder: name the file in it.`);
    throw new StrategyNotLoaded(file, null, `The strategy's module ${file} cannot be read (${code ?? String(error)}).`);
  }
};

const notLoaded = (file: string, texts: ReadonlyMap<string, string>, error: unknown): StrategyNotLoaded => {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const place = placeOf(`${message}\n${stack ?? ''}`, texts) ?? { file, line: null };
  const where = place.line === null ? place.file : `${place.file}:${place.line}`;
  const what = oneLine(message, place.file);
  return new StrategyNotLoaded(place.file, place.line, `The strategy's module ${where} cannot be loaded: ${what}`);
};

// The first place in an error's text that is in one of the user's own files.
const placeOf = (
  text: string,
  texts: ReadonlyMap<string, string>,
): { readonly file: string; readonly line: number } | null => {
  for (const line of text.split('\n'))
    for (const file of texts.keys()) {
      const at = line.indexOf(`${file}:`);
      const found = at === -1 ? null : /^\d+/.exec(line.slice(at + file.length + 1));
      if (found !== null) return { file, line: Number(found[0]) };
    }
  return null;
};

// The message without the place, which the sentence says already, and with an end.
const oneLine = (message: string, file: string): string => {
  const lines = message.split('\n').filter((line) => !line.trim().startsWith(`${file}:`));
  const text = lines.join(' ').replaceAll(/\s+/g, ' ').trim().slice(0, 500);
  return /[.!?]$/.test(text) ? text : `${text}.`;
};

const sourcesOf = (file: string, texts: ReadonlyMap<string, string>): readonly StrategySource[] =>
  [...texts]
    .filter(([path]) => !path.includes(`${sep}node_modules${sep}`))
    .map(([path, text]) => ({ path: relative(dirname(file), path).split(sep).join('/'), sha256: sha256Of(text) }))
    .toSorted((left, right) => (left.path < right.path ? -1 : 1));

const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
