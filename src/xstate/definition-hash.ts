// What identifies a chart's definition, so that a snapshot of another one is not taken for one of this. Knows nothing of
// what its named guards and actions do: that is the build's.
import { createHash } from 'node:crypto';
import type { AnyStateMachine } from 'xstate';

/** The hash of a chart as it is written: states, transitions, guards and actions by name. Hexadecimal digits. */
export const definitionHash = (machine: AnyStateMachine): string =>
  createHash('sha256')
    .update(JSON.stringify([machine.id, machine.config]))
    .digest('hex');
