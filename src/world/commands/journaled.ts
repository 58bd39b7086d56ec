// Which records of a journal are commands that a re-execution has to be given, because nothing in the run makes them.
import type { RecordOf } from '../../journal/records.ts';
import type { JournaledCommand } from './command.ts';

/** A `command.received` record at its place. */
export type CommandRecord = Pick<RecordOf<'command.received'>, 'seq' | 'atUs' | 'session' | 'command' | 'payload'>;

/**
 * The command of a record; null for the engine's own stop, which comes again by itself. Any other record without a payload
 * is a command that no table takes, and must not be passed over in silence.
 */
export const commandFromOutside = ({
  seq,
  atUs,
  session,
  command,
  payload,
}: CommandRecord): JournaledCommand | null => {
  if (payload === undefined && command === 'stop') return null;
  return { seq, atUs, session, command, payload: payload ?? '' };
};
