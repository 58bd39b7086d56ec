// What the lanes went through, as far as the journal tells.
import type { BodyOf } from '../audit/types.ts';
import type { LaneSummary } from './summary-types.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a lane itself knows, and the journal only in part: it speaks of a lane when something is odd. */
export interface LaneFigures {
  readonly venue: string;
  readonly capacity: number;
  readonly depthMax: number;
}

/** The lanes at rest: plain data. */
export type LaneTallyState = Readonly<Record<string, LaneSummary>>;

/** The lanes by venue. */
export class LaneTally {
  private readonly lanes = new Map<string, Mutable<LaneSummary>>();

  constructor(state: LaneTallyState = {}) {
    for (const [venue, lane] of Object.entries(state)) this.lanes.set(venue, { ...lane });
  }

  /** There is a lane to that venue. */
  opened(venue: string): void {
    this.of(venue);
  }

  /** Something happened in a lane that is not simply passing through. */
  moved({ venue, event, depth, reserved, capacity }: BodyOf<'lane.moved'>): void {
    const lane = this.of(venue);
    lane.capacity = capacity;
    if (depth + reserved > lane.depthMax) lane.depthMax = depth + reserved;
    switch (event) {
      case 'tokens.exhausted':
        lane.throttled += 1;
        break;
      case 'venue.disconnected':
        lane.disconnects += 1;
        break;
      case 'venue.halted':
        lane.halts += 1;
        break;
      default:
    }
  }

  /** An opportunity found no room. */
  refused(venue: string): void {
    this.of(venue).refused += 1;
  }

  /** The lanes by venue, with what they say themselves. */
  summary(figures: readonly LaneFigures[] = []): Record<string, LaneSummary> {
    for (const { venue, capacity, depthMax } of figures) {
      const lane = this.of(venue);
      lane.capacity = capacity;
      lane.depthMax = Math.max(lane.depthMax, depthMax);
    }
    return this.save();
  }

  /** The lanes as plain data. */
  save(): Record<string, LaneSummary> {
    return Object.fromEntries([...this.lanes].map(([venue, lane]) => [venue, { ...lane }]));
  }

  private of(venue: string): Mutable<LaneSummary> {
    const known = this.lanes.get(venue);
    if (known !== undefined) return known;
    const lane = { depthMax: 0, capacity: null, refused: 0, throttled: 0, disconnects: 0, halts: 0 };
    this.lanes.set(venue, lane);
    return lane;
  }
}
