// The command that runs something again, as a person can type it.
import type { RunInputs } from '../make-run.ts';

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** `dte` as the user who started this process can type it: npm finds it for users who started it by npm. */
export const programIn = (environment: Readonly<Record<string, string | undefined>>): string =>
  environment['npm_execpath'] === undefined ? 'dte' : 'npx dte';

/** The command that does the same again, without the program's name: the seed is always written out. */
export const commandOf = (
  words: readonly string[],
  scenario: string,
  { intents, fault = [], strategy, data }: RunInputs,
  seed: string,
): string => {
  const parts = [...words, scenario, '--seed', seed];
  if (intents !== undefined) parts.push('--intents', String(intents));
  for (const { text } of fault) parts.push('--fault', text);
  if (strategy !== undefined) parts.push('--strategy', strategy);
  if (data !== undefined) parts.push('--data', data);
  return parts.map(quoted).join(' ');
};
