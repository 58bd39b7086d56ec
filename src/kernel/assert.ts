// Assertions are for errors of programmers, and they stay on in production. An error of a user is a
// typed error with a sentence, and never comes through here.
import { inspect } from 'node:util';

/** What a broken assertion throws: the program is wrong, and nothing it does afterwards can be trusted. */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/**
 * Throws `AssertionFailed` unless `condition` holds. The condition is a boolean, so that an amount of 0 is
 * never mistaken for a failure. On a hot path a message that is put together is a function, called only when
 * the assertion fails.
 */
export function assert(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new AssertionFailed(typeof message === 'string' ? message : message());
}

/** Ends an exhaustive branch: the compiler proves that nothing gets here, and this throws if something does. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${inspect(value, { depth: 2, breakLength: Infinity })}`);
}
