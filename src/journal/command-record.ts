// What a `command.received` record says, in either format of journal. In format 2 it has a payload, canonical JSON; in
// format 1 a stop had a reason, and a request to a venue named its order behind the command's name.
import type { RecordBody } from './records.ts';

type Command = Extract<RecordBody, { readonly type: 'command.received' }>;

/** A stop, as a journal tells of it. */
export interface JournaledStop {
  /** Empty where the record gives none. */
  readonly reason: string;
  /** Whether somebody outside stopped the run: the engine stops one itself that has no strategy left. */
  readonly isFromOutside: boolean;
}

/** The engine's own reason to stop. Format 1 has no other way to tell such a stop. */
export const STRATEGY_FAULTED = 'strategyFaulted';

/** What a payload asks for by that name; empty where it has no such text. A journal may be damaged: it throws nothing. */
const textIn = (payload: string, name: string): string => {
  try {
    const { what } = JSON.parse(payload) as { readonly what?: Readonly<Record<string, unknown>> | null };
    const text = what?.[name];
    return typeof text === 'string' ? text : '';
  } catch {
    return '';
  }
};

/** The stop that the record is; null for every other command. */
export const stopOf = ({ command, payload, reason = '' }: Command): JournaledStop | null => {
  if (command !== 'stop') return null;
  return payload === undefined
    ? { reason, isFromOutside: reason !== STRATEGY_FAULTED }
    : { reason: textIn(payload, 'reason'), isFromOutside: true };
};

const CANCEL = 'cancel';

/** The order that the record asks a venue to cancel, by its client's id; null for every other command. */
export const cancelledBy = ({ command, payload }: Command): string | null => {
  if (payload !== undefined) return command === CANCEL ? textIn(payload, 'clOrdId') : null;
  return command.startsWith(`${CANCEL} `) ? command.slice(CANCEL.length + 1) : null;
};
