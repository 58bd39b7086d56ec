// The messages as @statelyai/inspect publishes them: the reader of a frame gets its type, and an error where the
// frame has not what the type says. If the package changes a message, this does not compile.
import type {
  StatelyActorEvent,
  StatelyEventEvent,
  StatelyInspectionEvent,
  StatelySnapshotEvent,
} from '@statelyai/inspect';

type Kind = 'string' | 'object' | 'string or nothing';

const base = {
  type: 'string',
  rootId: 'string',
  sessionId: 'string',
  createdAt: 'string',
  id: 'string',
  _version: 'string',
} as const;

const keysOf = {
  '@xstate.actor': {
    ...base,
    name: 'string',
    snapshot: 'object',
    definition: 'string',
    parentId: 'string or nothing',
  } satisfies Record<keyof StatelyActorEvent, Kind>,
  '@xstate.event': { ...base, event: 'object', sourceId: 'string or nothing' } satisfies Record<
    keyof StatelyEventEvent,
    Kind
  >,
  '@xstate.snapshot': { ...base, event: 'object', snapshot: 'object' } satisfies Record<
    keyof StatelySnapshotEvent,
    Kind
  >,
} as const;

const kindOf = (value: unknown): string => (value === null ? 'null' : typeof value);

/** The message of a frame. Throws where it is none. */
export const readFrame = (frame: string): StatelyInspectionEvent => {
  const message = JSON.parse(frame) as Record<string, unknown>;
  const keys: Record<string, Kind> | undefined = keysOf[message['type'] as keyof typeof keysOf];
  if (keys === undefined) throw new Error(`no message of the protocol: ${frame.slice(0, 80)}`);
  for (const [key, kind] of Object.entries(keys)) {
    const isFine = kind === 'string or nothing' ? ['string', 'undefined'] : [kind];
    if (!isFine.includes(kindOf(message[key]))) throw new Error(`${key} should be ${kind}: ${frame.slice(0, 200)}`);
  }
  for (const key of Object.keys(message)) if (!(key in keys)) throw new Error(`${key} is not of the protocol`);
  return message as unknown as StatelyInspectionEvent;
};
