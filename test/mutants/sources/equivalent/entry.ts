// How the list of equivalent mutants is written down.

/** A mutant that does the same as the true source. */
export interface EquivalentMutant {
  readonly file: string;
  /** The whole line where the altered text begins, trimmed. */
  readonly line: string;
  /** `before → after`. */
  readonly mutation: string;
  readonly why: string;
}

/** Those of one file, each as its line, its alteration and the reason. */
export const mutantsOf = (
  file: string,
  entries: readonly (readonly [line: string, mutation: string, why: string])[],
): readonly EquivalentMutant[] => entries.map(([line, mutation, why]) => ({ file, line, mutation, why }));
