// Every event of an arbitrage in every variant that matters, malformed ones among them. Two legs of 10 shares, and one
// unwind order: what an order may say of itself is the same for all three.
import type { ArbitrageEvent, ArbitrageInput, ExposureVerdict, LegStatus, LegView } from '../../machines/arbitrage.ts';

const shares = (count: number): bigint => BigInt(count) * 1_000_000n;

/** Two legs at once; what comes out exposed is unwound, twice at most. */
export const arbitrageInput: ArbitrageInput = {
  arbitrageId: 'A1',
  mode: 'parallel',
  policy: 'unwind',
  sets: shares(10),
  legs: [
    { clOrdId: 'L1', plannedQty: shares(10) },
    { clOrdId: 'L2', plannedQty: shares(10) },
  ],
  qtyStep: shares(1),
  unwindAttemptsMax: 2,
};

/** The other modes: one leg after the other, and the policy that leaves an exposure as it is. */
export const arbitrageInputs: readonly ArbitrageInput[] = [
  arbitrageInput,
  { ...arbitrageInput, mode: 'sequential' },
  { ...arbitrageInput, policy: 'hold' },
];

const malformed = (event: object): ArbitrageEvent => event as ArbitrageEvent;

const view = (status: LegStatus, filled: number, more: Partial<LegView> = {}): LegView => ({
  status,
  cumQty: shares(filled),
  leavesQty: status === 'pending' || status === 'submitted' || status === 'partial' ? shares(10 - filled) : 0n,
  missingQty: 0n,
  unsettledQty: 0n,
  inDoubt: false,
  sent: true,
  ...more,
});

const views: readonly LegView[] = [
  view('pending', 0, { sent: false }),
  view('pending', 0, { inDoubt: true }),
  view('submitted', 0),
  view('partial', 4, { unsettledQty: shares(4) }),
  view('filled', 10, { unsettledQty: shares(10) }),
  view('filled', 10),
  view('filled', 12),
  view('cancelled', 0),
  view('cancelled', 4),
  view('cancelled', 4, { missingQty: shares(2) }),
  view('rejected', 0),
];

const verdicts: readonly ExposureVerdict[] = ['nothing', 'complete', 'balanced', 'flat', 'exposed', 'dust'];

const assessments = [1, 2].flatMap((assessment) =>
  verdicts.map((verdict): ArbitrageEvent => ({
    type: 'exposure.assessed',
    assessment,
    verdict,
    residueQty: verdict === 'exposed' ? shares(4) : 0n,
    worstCase: shares(-1),
    cause: null,
  })),
);

/** All of them. */
export const arbitrageVariants: readonly ArbitrageEvent[] = [
  { type: 'plan.accepted' },
  { type: 'plan.refused', reason: 'noEdge' },
  malformed({ type: 'plan.refused' }),
  { type: 'lanes.admitted' },
  { type: 'lanes.refused', reason: 'laneSaturated' },
  malformed({ type: 'lanes.refused' }),
  ...['L1', 'L2', 'U1'].flatMap((clOrdId) =>
    views.map((one): ArbitrageEvent => ({ type: 'leg.updated', clOrdId, ...one })),
  ),
  { type: 'leg.updated', clOrdId: 'nobody', ...view('submitted', 0) },
  { type: 'leg.updated', clOrdId: 'L1', ...view('submitted', 0), cumQty: -1n },
  malformed({ type: 'leg.updated', clOrdId: 'L1' }),
  { type: 'leg.overdue', clOrdId: 'L1' },
  { type: 'leg.overdue', clOrdId: 'nobody' },
  { type: 'deadline.reached' },
  { type: 'staleness.reached' },
  { type: 'stop.requested', reason: 'stopped' },
  malformed({ type: 'stop.requested' }),
  ...assessments,
  malformed({ type: 'exposure.assessed', assessment: 1, verdict: 'fine', residueQty: 0n, worstCase: 0n, cause: null }),
  malformed({ type: 'exposure.assessed' }),
  { type: 'unwind.placed', orders: [{ clOrdId: 'U1', plannedQty: shares(4) }] },
  { type: 'unwind.placed', orders: [] },
  { type: 'unwind.placed', orders: [{ clOrdId: 'L1', plannedQty: shares(4) }] },
  malformed({ type: 'unwind.placed' }),
  { type: 'unwind.refused', reason: 'laneSaturated' },
  malformed({ type: 'unwind.refused' }),
  { type: 'reprice.due' },
  { type: 'settlement.failed', clOrdId: 'L1', qty: shares(4) },
  { type: 'settlement.failed', clOrdId: 'nobody', qty: shares(4) },
  { type: 'settlement.failed', clOrdId: 'L1', qty: 0n },
  malformed({ type: 'arbitrage.unheardOf' }),
];
