// The invariants, in the order of their numbers. Each stands in its own file, but the four of the accounts.
import { accounts, balancesAgree, ledgerBalances, venueBalances } from './invariants/accounts.ts';
import { agreement } from './invariants/agreement.ts';
import { anomalies } from './invariants/anomalies.ts';
import { arbitrageSteps } from './invariants/arbitrage-steps.ts';
import { edges } from './invariants/edges.ts';
import { faults } from './invariants/faults.ts';
import { fees } from './invariants/fees.ts';
import { hedge } from './invariants/hedge.ts';
import { intents } from './invariants/intents.ts';
import { lanes } from './invariants/lanes.ts';
import { markets } from './invariants/markets.ts';
import { offers } from './invariants/offers.ts';
import { opportunities } from './invariants/opportunities.ts';
import { orderNames } from './invariants/order-names.ts';
import { orderSteps } from './invariants/order-steps.ts';
import { overfill } from './invariants/overfill.ts';
import { payouts } from './invariants/payouts.ts';
import { positions } from './invariants/positions.ts';
import { quantities } from './invariants/quantities.ts';
import { references } from './invariants/references.ts';
import { reports } from './invariants/reports.ts';
import { residue } from './invariants/residue.ts';
import { riskCritical } from './invariants/risk-critical.ts';
import { runFrame } from './invariants/run-frame.ts';
import { sequence } from './invariants/sequence.ts';
import { settlements } from './invariants/settlements.ts';
import { statusForward } from './invariants/status-forward.ts';
import { stops } from './invariants/stops.ts';
import { terminal } from './invariants/terminal.ts';
import { timeInForce } from './invariants/time-in-force.ts';
import { venueBooks } from './invariants/venue-books.ts';
import { venueNames } from './invariants/venue-names.ts';
import type { Invariant } from './types.ts';

/** All invariants: each stands at its index. */
export const invariants: readonly Invariant[] = [
  sequence,
  runFrame,
  references,
  orderSteps,
  statusForward,
  terminal,
  quantities,
  overfill,
  anomalies,
  reports,
  venueBooks,
  agreement,
  arbitrageSteps,
  hedge,
  residue,
  lanes,
  riskCritical,
  intents,
  stops,
  markets,
  settlements,
  accounts,
  venueBalances,
  ledgerBalances,
  balancesAgree,
  offers,
  payouts,
  fees,
  venueNames,
  timeInForce,
  faults,
  orderNames,
  opportunities,
  edges,
  positions,
];
