// Scenario files from the disk: read, parsed, and refused with one line for each mistake.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { badByteText, badPlaceIn } from '../kernel/utf8.ts';
import { parseScenario } from '../scenario/parse.ts';
import type { Problem } from '../scenario/problem.ts';
import { treeLimits } from '../scenario/read-tree.ts';
import type { Scenario } from '../scenario/types.ts';
import { fileFault } from './file-fault.ts';
import { scenarioPath, shippedHint } from './shipped.ts';
import { WrongInput } from './wrong-input.ts';

/** A scenario and the hash of all that it says. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly hash: string;
  /** As it stands in its file. */
  readonly text: string;
}

/** The scenario in a file, or the shipped one of that name. Throws `WrongInput`, its message one line for each mistake. */
export const loadScenario = (named: string): LoadedScenario =>
  readScenario(scenarioText(named), named, dirname(resolve(scenarioPath(named))));

/** The scenario of a text that stood in that file of that folder. Throws as `loadScenario` does. */
export const readScenario = (text: string, path: string, directory: string): LoadedScenario => {
  const parsed = parseScenario(text, path, { directory, fileExists: existsSync });
  if (parsed.ok) return { scenario: parsed.scenario, hash: parsed.hash, text };
  throw new WrongInput(problemsText(path, parsed.problems));
};

/** Every mistake on a line of its own: file, line and column, key, sentence. */
export const problemsText = (path: string, problems: readonly Problem[]): string => {
  const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
  const lines = problems.map(({ file, line, column, key, message }) => {
    const place = `${file}:${line}:${column}`;
    return key === '' ? `${place}: ${message}` : `${place}: ${key}: ${message}`;
  });
  return [`There ${problems.length === 1 ? 'is' : 'are'} ${count} in ${path}, and nothing was run.`, ...lines].join(
    '\n',
  );
};

/** The text of a file's bytes. Throws `WrongInput` where they are no UTF-8. */
const textOf = (path: string, bytes: Buffer): string => {
  const bad = badPlaceIn(bytes);
  if (bad === null) return bytes.toString('utf8');
  const { line, column } = bad;
  throw new WrongInput(problemsText(path, [{ file: path, line, column, key: '', message: `${badByteText(bad)}.` }]));
};

/** What stands in a scenario's file, or in the shipped one of that name. Throws `WrongInput`. */
export const scenarioText = (named: string): string => {
  const path = scenarioPath(named);
  try {
    const { size } = statSync(path);
    // A character takes 4 bytes at most: more than that many is refused without being read.
    if (size > treeLimits.charactersMax * 4)
      throw new WrongInput(`${path} has ${size} bytes: a scenario has at most ${treeLimits.charactersMax} characters.`);
    return textOf(path, readFileSync(path));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new WrongInput(`The scenario ${path} cannot be read: ${fileFault(error)}.${shippedHint(path)}`);
  }
};
