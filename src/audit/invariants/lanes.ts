// Invariant 16: a lane holds what it can, and says truly when it is full or held back.
import type { BodyOf, Invariant } from '../types.ts';

interface LaneView {
  readonly capacity: number;
  isSaturated: boolean;
  isThrottled: boolean;
  depth: number;
  reserved: number;
}

const turnsOf: Readonly<Record<string, { readonly what: 'isSaturated' | 'isThrottled'; readonly to: boolean }>> = {
  'lane.saturated': { what: 'isSaturated', to: true },
  'lane.relieved': { what: 'isSaturated', to: false },
  'tokens.exhausted': { what: 'isThrottled', to: true },
  'tokens.refilled': { what: 'isThrottled', to: false },
};

/** Queued and reserved together are never over the capacity, and what begins ends: saturation and throttling. */
export const createLanes = (): Invariant => {
  const lanes = new Map<string, LaneView>();

  const laneOf = ({ venue, capacity }: BodyOf<'lane.moved'>): LaneView => {
    const known = lanes.get(venue);
    if (known !== undefined) return known;
    const lane: LaneView = { capacity, isSaturated: false, isThrottled: false, depth: 0, reserved: 0 };
    lanes.set(venue, lane);
    return lane;
  };

  const invariant: Invariant = {
    name: 'lanes',
    says: 'a lane is never over its capacity, and is relieved once for each time it was full or held back',
    hears: ['lane.moved'],
    observe({ body }, findings) {
      if (body.type !== 'lane.moved') return;
      const { venue, event, depth, reserved, capacity } = body;
      const lane = laneOf(body);
      const isWithin = depth >= 0 && reserved >= 0 && depth + reserved <= capacity && capacity === lane.capacity;
      findings.expect(isWithin, invariant, venue, () => `holds ${depth} and keeps ${reserved} of ${capacity}`);
      lane.depth = depth;
      lane.reserved = reserved;
      const turn = turnsOf[event];
      if (turn === undefined) return;
      findings.expect(lane[turn.what] !== turn.to, invariant, venue, () => `${event} a second time`);
      lane[turn.what] = turn.to;
    },
    finish(findings) {
      for (const [venue, { isThrottled, isSaturated, depth, reserved }] of lanes) {
        findings.expect(!isThrottled, invariant, venue, () => 'is held back when all is over');
        // A lane too small for one order is saturated from its first message on, and empty.
        const isFree = !isSaturated || depth + reserved === 0;
        findings.expect(isFree, invariant, venue, () => 'is full when all is over');
      }
    },
  };
  return invariant;
};
