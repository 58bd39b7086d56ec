// Invariant 16: a lane holds what it can, and says truly when it is full or held back.
import type { Findings } from '../findings.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Queued and reserved together are never over the capacity, and what begins ends: saturation and throttling. */
export const lanes: Invariant = {
  index: 15,
  name: 'lanes',
  says: 'a lane is never over its capacity, and is relieved once for each time it was full or held back',
};

/** One lane, by the events that it received. */
export interface LaneState {
  readonly capacity: number;
  isSaturated: boolean;
  isThrottled: boolean;
  depth: number;
  reserved: number;
}

const judgeTurn = (lane: LaneState, { venue, event }: BodyOf<'lane.moved'>, findings: Findings): void => {
  const isFullness = event === 'lane.saturated' || event === 'lane.relieved';
  const to = event === 'lane.saturated' || event === 'tokens.exhausted';
  if (!to && !isFullness && event !== 'tokens.refilled') return;
  if (findings.fails(lanes, (isFullness ? lane.isSaturated : lane.isThrottled) !== to))
    findings.add(lanes, venue, `${event} a second time`);
  if (isFullness) lane.isSaturated = to;
  else lane.isThrottled = to;
};

/** A move of a lane leaves it within its capacity, and is not one that it has made already. */
export const judgeLane = (known: Map<string, LaneState>, body: BodyOf<'lane.moved'>, findings: Findings): void => {
  const { venue, depth, reserved, capacity } = body;
  let lane = known.get(venue);
  if (lane === undefined) {
    lane = { capacity, isSaturated: false, isThrottled: false, depth: 0, reserved: 0 };
    known.set(venue, lane);
  }
  const isWithin = depth >= 0 && reserved >= 0 && depth + reserved <= capacity && capacity === lane.capacity;
  if (findings.fails(lanes, isWithin))
    findings.add(
      lanes,
      venue,
      `holds ${depth} and keeps ${reserved} of ${capacity}, and had room for ${lane.capacity}`,
    );
  lane.depth = depth;
  lane.reserved = reserved;
  judgeTurn(lane, body, findings);
};

/** When all is over no lane is held back, and none is full. */
export const judgeLanesAtEnd = (known: ReadonlyMap<string, LaneState>, findings: Findings): void => {
  for (const [venue, { isThrottled, isSaturated, depth, reserved }] of known) {
    if (findings.fails(lanes, !isThrottled)) findings.add(lanes, venue, 'is held back when all is over');
    // A lane too small for one order is saturated from its first message on, and empty.
    if (findings.fails(lanes, !isSaturated || depth + reserved === 0))
      findings.add(lanes, venue, 'is full when all is over');
  }
};
