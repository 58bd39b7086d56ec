// The vocabulary of a lane's judges: its events, its states and what it asks for, by short names.
import type { AnyEventObject, StateValue } from 'xstate';
import { venueExecutorEffects } from '../../../machines/venue-executor.ts';
import type { Subject } from '../case-judge.ts';

export const input = { venue: 'kalshi' };
export const subject: Subject = { effects: venueExecutorEffects, input };

export const event = (type: string, payload: object = {}): AnyEventObject => ({ type, ...payload });
export const connected = event('venue.connected');
export const connectFailed = event('venue.connectFailed');
export const lost = event('venue.disconnected', { reason: 'reset' });
export const lostAgain = event('venue.disconnected', { reason: 'again' });
export const lostMalformed = event('venue.disconnected');
export const reconnected = event('venue.reconnected');
export const due = event('reconnect.due');
export const answered = (remaining: unknown): AnyEventObject => event('reconcile.answered', { remaining });
export const finished = event('reconcile.finished');
export const halted = (cancelsAllowed: unknown): AnyEventObject => event('venue.halted', { cancelsAllowed });
export const resumed = event('venue.resumed');
export const saturated = event('lane.saturated');
export const relieved = event('lane.relieved');
export const emptied = event('lane.emptied');
export const exhausted = event('tokens.exhausted');
export const refilled = event('tokens.refilled');
export const drain = event('drain.requested');
export const unknown = event('venue.unheardOf');

export type Sending = 'nothing' | 'cancelsOnly' | 'everything';
/** The value of a lane that is not closed; the regions not named are at their start. */
export const lane = (connection: string, sending: Sending, others: object = {}): StateValue => ({
  operating: { connection, market: 'trading', admission: 'accepting', flow: 'flowing', ...others, sending },
});
export const connecting = lane('connecting', 'nothing');
export const open = lane('open', 'everything');
export const disconnected = lane('disconnected', 'nothing');
export const reconciling = lane('reconciling', 'nothing');
export const haltedFor = (sending: Sending): StateValue => lane('open', sending, { market: 'halted' });
export const full = lane('open', 'everything', { admission: 'saturated' });
export const draining = lane('open', 'everything', { admission: 'draining' });
export const throttled = lane('open', 'nothing', { flow: 'throttled' });

export const asks = { effects: ['queryVenueStatus', 'queryLiveOrders'] } as const;
export const pumps = { effects: ['pumpLane'] } as const;
export const waits = { effects: ['scheduleReconnect'] } as const;
export const cancels = { effects: ['cancelLiveOrders'] } as const;
