// The invariants, in the order of their numbers. Each stands in its own file.
import { createAgreement } from './invariants/agreement.ts';
import { createAnomalies } from './invariants/anomalies.ts';
import { createArbitrageSteps } from './invariants/arbitrage-steps.ts';
import { createHedge } from './invariants/hedge.ts';
import { createLanes } from './invariants/lanes.ts';
import { createOrderSteps } from './invariants/order-steps.ts';
import { createOverfill } from './invariants/overfill.ts';
import { createQuantities } from './invariants/quantities.ts';
import { createReferences } from './invariants/references.ts';
import { createReports } from './invariants/reports.ts';
import { createResidue } from './invariants/residue.ts';
import { createRunFrame } from './invariants/run-frame.ts';
import { createSequence } from './invariants/sequence.ts';
import { createStatusForward } from './invariants/status-forward.ts';
import { createTerminal } from './invariants/terminal.ts';
import { createVenueBooks } from './invariants/venue-books.ts';
import type { Invariant } from './types.ts';

/** All invariants, new: some of them remember. */
export const createInvariants = (): readonly Invariant[] => [
  createSequence(),
  createRunFrame(),
  createReferences(),
  createOrderSteps(),
  createStatusForward(),
  createTerminal(),
  createQuantities(),
  createOverfill(),
  createAnomalies(),
  createReports(),
  createVenueBooks(),
  createAgreement(),
  createArbitrageSteps(),
  createHedge(),
  createResidue(),
  createLanes(),
];
