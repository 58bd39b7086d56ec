// Whether a journal's command is one that this engine can repeat: of a kind that runs or venues of the journal's kind take,
// with a payload as it is written. What the kind itself asks of a payload is found by re-execution.
import { STOP } from '../../engine/phases/stop-command.ts';
import { REQUESTS } from '../../harness/commands.ts';
import type { RecordOf } from '../../journal/records.ts';
import { RefusedCommand } from '../../world/commands/command.ts';
import { commandFromOutside } from '../../world/commands/journaled.ts';
import { payloadOfText } from '../../world/commands/payload.ts';
import { unknownCommand } from '../../world/commands/table.ts';

const RUN_COMMANDS: readonly string[] = [STOP];

/** Throws `RefusedCommand` for a command of format 2 that this engine cannot repeat. */
export const checkCommand = (record: RecordOf<'command.received'>, isHarness: boolean): void => {
  const journaled = commandFromOutside(record);
  if (journaled === null) return;
  const { seq, command, payload } = journaled;
  const known = isHarness ? REQUESTS : RUN_COMMANDS;
  if (!known.includes(command)) throw unknownCommand(command, known).ofRecord(seq);
  try {
    payloadOfText(command, payload);
  } catch (error) {
    throw error instanceof RefusedCommand ? error.ofRecord(seq) : error;
  }
};
