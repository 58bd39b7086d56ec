// No password leaves the process by what it says, and none becomes the name of a file: a database's URL is taken where it is
// expected and nowhere else, and what is written out shows three stars in its place.
import { existsSync } from 'node:fs';
import { holdsPassword, looksLikeUrl, masked, readTarget } from '../persistence/store/store-target.ts';
import { wrongInput } from './command-failed.ts';
import type { Terminal } from './terminal.ts';

/** The words of a command line that are no value of `--db`, each option's value as a word of its own. */
const wordsOutsideDb = (args: readonly string[]): readonly string[] =>
  args.flatMap((word, index) => {
    if (args[index - 1] === '--db' || word.startsWith('--db=')) return [];
    const value = /^-[\w-]*=(.*)$/s.exec(word)?.[1];
    return [value ?? word];
  });

/** Refuses a database's URL where no command expects one. The file of such a name, if there is one, is not meant. */
export const refuseStrayUrls = (args: readonly string[]): void => {
  const isStray = wordsOutsideDb(args).some((word) => looksLikeUrl(word) && !existsSync(word));
  if (isStray) throw wrongInput("A database's URL stands where none is expected: --db takes it, or DATABASE_URL.");
};

/** Whether a word is a URL, or a path, that holds no password. */
const isHarmless = (word: string): boolean => readTarget(word, true).kind !== 'wrong' && !holdsPassword(word);

/** Whether a word may hold a password. */
const isSecret = (word: string): boolean => looksLikeUrl(word) && !isHarmless(word);

const withoutOption = (word: string): string => word.replace(/^--db=/, '').trim();

/** Whether a command line may hold a password, which every other process of the machine could read. */
export const holdsSecret = (args: readonly string[]): boolean => args.some((word) => isSecret(withoutOption(word)));

/** The terminal, with every password of a URL masked, and whatever the command line holds in the place of one. */
export const withoutSecrets = (args: readonly string[], terminal: Terminal): Terminal => {
  const secrets = [...args, terminal.environment['DATABASE_URL'] ?? ''].map(withoutOption).filter(isSecret);
  const mask = (text: string): string => {
    const plain = masked(text);
    // What is no URL, and may hold a password all the same, is not shown at all.
    return secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), plain);
  };
  return { ...terminal, out: (text) => terminal.out(mask(text)), err: (text) => terminal.err(mask(text)) };
};
