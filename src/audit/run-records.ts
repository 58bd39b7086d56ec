// The records of the run as a whole, of its accounts and of its markets: shown to their invariants, and taken in. They
// are few, and stand here so that the switch over all the others stays short.
import type { RecordBody } from '../journal/records.ts';
import type { AuditState } from './audit-state.ts';
import type { Findings } from './findings.ts';
import { judgeListed, judgeOpened, judgeStated, readCurrencies } from './invariants/accounts.ts';
import { stateBalance, stateOpening } from './invariants/balances-now.ts';
import { judgeHalt } from './invariants/faults.ts';
import { judgePosition } from './invariants/positions.ts';
import { judgeChanged, judgeMarket } from './invariants/markets.ts';
import { judgeOpportunity } from './invariants/opportunities.ts';
import * as payouts from './invariants/payouts.ts';
import { judgeEnd, judgeStart } from './invariants/run-frame.ts';
import { judgeTrip, readCommand } from './invariants/stops.ts';
import type { Memory } from './memory.ts';

/** A record that belongs to no arbitrage. */
export const judgeRun = (
  body: RecordBody,
  seq: number,
  memory: Memory,
  state: AuditState,
  findings: Findings,
): void => {
  switch (body.type) {
    case 'run.started':
      judgeStart(memory.frame, body, seq, findings);
      return readCurrencies(memory.currencies, body);
    case 'run.ended':
      return judgeEnd(memory.frame, memory.stops, body, findings);
    case 'account.opened':
      judgeOpened(state.venueOf(body.venue), body, memory.currencies, findings);
      return memory.frame.isHarness ? stateOpening(state.venueOf(body.venue), body) : undefined;
    case 'market.listed':
      return judgeListed(state.venueOf(body.venue), body, findings);
    case 'venue.balance':
      if (memory.frame.isHarness) return stateBalance(state.venueOf(body.venue), body, findings);
      return judgeStated(state.venueOf(body.venue), body, findings);
    case 'ledger.balance':
      return judgeStated(state.venueOf(body.venue), body, findings);
    case 'venue.market':
      judgeHalt(state.venueOf(body.venue).marketOf(body.market), body.to, findings);
      return judgeMarket(state.venueOf(body.venue).marketOf(body.market), body, findings);
    case 'market.changed':
      return judgeChanged(state.venueOf(body.venue).marketOf(body.market), body, findings);
    case 'position.changed':
      return judgePosition(state.venueOf(body.venue), body, findings);
    case 'opportunity.seen':
      return judgeOpportunity(body, findings);
    case 'venue.resolved':
      return payouts.judgeResolved(state.venueOf(body.venue).marketOf(body.market), body, findings);
    case 'venue.redeemed':
      return payouts.judgeRedeemed(state.venueOf(body.venue).marketOf(body.market), body, findings);
    case 'resolution.told':
      return payouts.judgeTold(state.venueOf(body.venue).marketOf(body.market), body, findings);
    case 'risk.tripped':
      return judgeTrip(memory.stops, body, findings);
    case 'command.received':
      return readCommand(memory.stops, body);
    default:
      return undefined;
  }
};
