// Options of the library's functions, as far as a misspelt one would go unnoticed: tests are seldom type-checked.
import { choicesText } from './problem.ts';

/** An option that a function does not have. Its message is a sentence. */
export class UnknownOption extends Error {
  override readonly name = 'UnknownOption';
}

/** Throws `UnknownOption` for the first key of `options` that is not among the known ones. */
export const refuseUnknown = (what: string, options: object, known: readonly string[]): void => {
  for (const key of Object.keys(options))
    if (!known.includes(key)) throw new UnknownOption(`${what} has no option ${key}: ${choicesText(key, known)}`);
};
