// What others read off a lane's snapshot.
import type { StateValue } from 'xstate';

/** The part of a snapshot that the readers look at. */
interface Reading {
  readonly value: StateValue;
}

/** A lane in one word: the fact that holds it back the most. */
export type LaneStatus =
  | 'connecting'
  | 'accepting'
  | 'saturated'
  | 'throttled'
  | 'disconnected'
  | 'reconciling'
  | 'halted'
  | 'draining'
  | 'closed';

/** The states of the regions of a lane that is not closed. */
interface Regions {
  readonly connection: 'connecting' | 'open' | 'disconnected' | 'reconciling';
  readonly market: 'trading' | 'halted';
  readonly admission: 'accepting' | 'saturated' | 'draining';
  readonly flow: 'flowing' | 'throttled';
  readonly sending: 'nothing' | 'cancelsOnly' | 'everything';
}

const regionsOf = (snapshot: Reading): Regions | null =>
  snapshot.value === 'closed' ? null : (snapshot.value as unknown as { readonly operating: Regions }).operating;

/** Whether a new opportunity may enter the mailbox. A throttled lane still takes some; they wait. */
export const admitsOpportunity = (snapshot: Reading): boolean => {
  const regions = regionsOf(snapshot);
  if (regions === null) return false;
  return regions.connection === 'open' && regions.market === 'trading' && regions.admission === 'accepting';
};

/** Whether an order may go out. In a lane that drains, too: what is left in its mailbox then unwinds a position. */
export const maySend = (snapshot: Reading): boolean => regionsOf(snapshot)?.sending === 'everything';

/** Whether a cancel may go out: some halts allow it. */
export const maySendCancel = (snapshot: Reading): boolean => {
  const sending = regionsOf(snapshot)?.sending;
  return sending === 'everything' || sending === 'cancelsOnly';
};

/** The lane in one word, for people: closed over draining over connection over halt over rate limit over room. */
export const laneStatus = (snapshot: Reading): LaneStatus => {
  const regions = regionsOf(snapshot);
  if (regions === null) return 'closed';
  if (regions.admission === 'draining') return 'draining';
  if (regions.connection !== 'open') return regions.connection;
  if (regions.market === 'halted') return 'halted';
  if (regions.flow === 'throttled') return 'throttled';
  return regions.admission;
};
