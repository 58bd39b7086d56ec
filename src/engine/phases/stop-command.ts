// The one command that a run takes by itself: a stop.
import { RefusedCommand } from '../../world/commands/command.ts';
import type { CommandKind } from '../../world/commands/table.ts';
import type { Phases } from './phases.ts';

/** A stop: no new intents; the second one cancels what lives. */
export const stopCommand = (phases: Pick<Phases, 'stopRequested'>): CommandKind<string> => ({
  name: 'stop',
  read: ({ reason, ...others }) => {
    if (typeof reason !== 'string' || Object.keys(others).length > 0)
      throw new RefusedCommand("The command 'stop' is refused: it has a `reason`, a text, and nothing else.");
    return reason;
  },
  act: (reason, { verification }) => {
    if (verification === 'ok') phases.stopRequested(reason);
  },
});
