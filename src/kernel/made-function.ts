// Functions made from text: one for each schema, table or chart is several times as fast as one for all, because it meets
// records of one shape only. Where code may not be made from strings (`--disallow-code-generation-from-strings`, a page
// with such a policy), what does the same without it serves instead.

/**
 * The function that `text` returns, in whose scope each of `known` has its name. The text may hold names and literals of the
 * project's own schemas, quoted, and nothing of a user's. Where code may not be made from strings: what `otherwise` gives.
 */
export const makeFunction = <F>(text: string, known: Readonly<Record<string, unknown>>, otherwise: () => F): F => {
  let make: (...values: unknown[]) => unknown;
  try {
    make = new Function(...Object.keys(known), text) as typeof make;
  } catch (error) {
    if (error instanceof EvalError) return otherwise();
    throw error;
  }
  return make(...Object.values(known)) as F;
};
