// What a feed keeps of a message, and the message that is made of it when somebody reads it: the parts that many
// messages share, such as a chart, are kept once.
import type { AnyMachineSnapshot } from 'xstate';
import { PROTOCOL_VERSION } from './protocol.ts';

/** An actor that is shown. */
export interface FollowedActor {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly rootId: string;
  /** Its chart as JSON. */
  readonly definition: string;
  /** Where it stood when memory begins, as JSON; null if it was born later. */
  opening: { readonly number: number; readonly atMs: number; readonly snapshot: string } | null;
  latest: AnyMachineSnapshot;
  isEnded: boolean;
  /** Its messages that are kept. */
  kept: number;
}

interface KeptBase {
  readonly number: number;
  /** Virtual time. */
  readonly atMs: number;
  readonly actor: FollowedActor;
}

/** A message as it is kept; `event` and `snapshot` are JSON. */
export type Kept = KeptBase &
  (
    | { readonly kind: 'actor'; readonly snapshot: string }
    | { readonly kind: 'event'; readonly sourceId: string | undefined; readonly event: string }
    | { readonly kind: 'snapshot'; readonly event: string; readonly snapshot: string }
  );

const text = JSON.stringify;

const partsOf = (kept: Kept): string => {
  if (kept.kind === 'snapshot') return `"event":${kept.event},"snapshot":${kept.snapshot}`;
  if (kept.kind === 'event')
    return `"event":${kept.event}${kept.sourceId === undefined ? '' : `,"sourceId":${text(kept.sourceId)}`}`;
  const { id, parentId, definition } = kept.actor;
  const parent = parentId === undefined ? '' : `,"parentId":${text(parentId)}`;
  return `"name":${text(id)}${parent},"definition":${text(definition)},"snapshot":${kept.snapshot}`;
};

/** The message as the protocol has it: the text of one frame. */
export const messageText = (kept: Kept): string => {
  const { kind, number, atMs, actor } = kept;
  return (
    `{"type":"@xstate.${kind}","sessionId":${text(actor.id)},"rootId":${text(actor.rootId)},` +
    `"createdAt":"${atMs}","id":"${number}","_version":"${PROTOCOL_VERSION}",${partsOf(kept)}}`
  );
};
