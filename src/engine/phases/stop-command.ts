// The one command that a run takes by itself: a stop.
import { RefusedCommand } from '../../world/commands/command.ts';
import type { CommandKind } from '../../world/commands/table.ts';
import type { Phases } from './phases.ts';

/** The name of the kind. */
export const STOP = 'stop';

/** A stop: no new intents; the second one cancels what lives. */
export const stopCommand = (phases: Pick<Phases, 'stopRequested'>): CommandKind<string> => ({
  name: STOP,
  read: ({ reason, ...others }) => {
    if (typeof reason !== 'string' || Object.keys(others).length > 0)
      throw new RefusedCommand('stop', 'it has a `reason`, which is a text, and nothing else');
    return reason;
  },
  act: (reason, { verification }) => {
    if (verification === 'ok') phases.stopRequested(reason);
  },
});
