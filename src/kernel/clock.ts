// What reads virtual time. Nothing here knows wall time: the event calendar moves `nowUs`, and nothing else.

/** Virtual time as everything in the core reads it. */
export interface VirtualClock {
  /** Microseconds since the run began: a safe integer that never goes backwards. */
  readonly nowUs: number;
}
