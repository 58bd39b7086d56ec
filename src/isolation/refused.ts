// What a refusal is, and whose it was: a strategy that catches the error of what it tried has still tried it.

/** Something reached for the world outside the process. A simulation has none. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused';
  /** What was attempted, such as `a connection to example.com:443`. */
  readonly attempt: string;

  constructor(attempt: string) {
    super(`A simulation may not use ${attempt}: nothing outside the process is reached but the run's own database.`);
    this.attempt = attempt;
  }
}

/** A strategy reached for something that is not the same in every run. */
export class AmbientRefused extends Error {
  override readonly name = 'AmbientRefused';
  /** What was used, such as `Math.random`. */
  readonly attempt: string;

  /** `rule` is what a strategy may not do, and `instead` what it may, both ends of the sentence. */
  constructor(attempt: string, rule: string, instead: string) {
    super(`A strategy may not ${rule} (${attempt}): ${instead}.`);
    this.attempt = attempt;
  }
}

/** Either of them. */
export type Refused = OutboundRefused | AmbientRefused;

// How deep the process is in a strategy's code, and what was refused to it. One pair of variables for the whole
// process, because what is refused is the process's too.
let depth = 0;
let refused: Refused | null = null;

/** Whether a strategy's code is what runs now. */
export const isInStrategy = (): boolean => depth > 0;

/** Throws the refusal, and remembers it where it is a strategy's. */
export const refuse = (error: Refused): never => {
  if (depth > 0) refused ??= error;
  throw error;
};

/**
 * Runs a strategy's code. What it may not do while it runs is refused where the guards are installed
 * (`refuseAmbient`, `refuseOutbound`); without them this only marks the code as a strategy's.
 */
export const forbidAmbient = <T>(work: () => T): T => {
  depth += 1;
  try {
    return work();
  } finally {
    depth -= 1;
  }
};

/** The first refusal to a strategy since this was last asked, also one that the strategy caught; null if none. */
export const takeRefusal = (): Refused | null => {
  const taken = refused;
  refused = null;
  return taken;
};
