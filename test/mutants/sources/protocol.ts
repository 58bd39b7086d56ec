// What a judging process is asked, and what it answers: one answer to each question.

/** Run these test files, in this order, with other texts in the place of some sources. */
export interface Question {
  /** From the root of the package. */
  readonly testFiles: readonly string[];
  /** By path from the root of the package. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What came of it. */
export interface Judgement {
  /** The first test that failed; null where all passed. */
  readonly failed: string | null;
  readonly durationMs: number;
  /** The places that the probes of the texts saw executed. */
  readonly places: readonly string[];
}

/** A judgement, or why there is none. */
export type Answer = Judgement | { readonly error: string };

/** The variable of the environment that names the file for what the probes of a test file saw. */
export const placesFileVariable = 'DTE_MUTANTS_PLACES';
