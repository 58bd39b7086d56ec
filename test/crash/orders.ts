// The orders to the process that is killed, and what it says before it dies.
import type { WriterLimits } from '../../src/persistence/write/writer-types.ts';
import type { Boundary } from './boundaries.ts';

/** What it is to do. */
export interface Order {
  /** Its database. */
  readonly target: string;
  readonly limits: Partial<WriterLimits>;
  readonly everyRecords: number;
  /** It dies at that boundary of the first run that it resumes; null: it does not. */
  readonly resumeKill: number | null;
  /** The run that it begins then. */
  readonly run: {
    readonly scenario: string;
    readonly intents: number;
    /** Ctrl-C is pressed when it looks up for that time; null: it is not. */
    readonly stopAtLook: number | null;
    /** So many of the commands of `commanded.ts` are given on the way. */
    readonly commands: number;
    /** It dies at that boundary; null: it does not. */
    readonly kill: number | null;
  } | null;
}

/** A line of what it says. */
export type Said =
  | { readonly said: 'resumed'; readonly run: number; readonly digest: string }
  | { readonly said: 'begun' }
  | { readonly said: 'ran'; readonly digest: string; readonly boundaries: number }
  | { readonly said: 'dying'; readonly at: Boundary };
