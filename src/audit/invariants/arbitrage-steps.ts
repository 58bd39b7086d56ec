// Invariant 13: the steps of an arbitrage are a chain, and its orders are made where it makes orders.
import type { ArbitrageEvent } from '../../../machines/arbitrage.ts';
import { bits, isEnd, STATE, stateNames, stateOf } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { nameOf, type ArbitrageState } from '../state/arbitrage.ts';
import { isOver } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Each step starts where the one before ended, goes where the chart lets it, and changes the verdict only by an assessment. */
export const arbitrageSteps: Invariant = {
  index: 12,
  name: 'arbitrage-steps',
  says: 'each step of an arbitrage starts where the one before it ended, and its orders are made where they belong',
};

const { planning, legging, cancelling, unwinding, hedged, completed, partial, cancelled, failed, exposed } = STATE;
const REOPENED = bits(cancelling, unwinding);
const ON_PLAN = bits(legging, hedged, completed);

/** The states, as bits, that each state leads to, by its code. */
const leadsTo: readonly number[] = [
  bits(legging, cancelled),
  bits(hedged, completed, partial, cancelling, unwinding),
  bits(unwinding),
  bits(unwinding, cancelling, hedged, completed, partial, cancelled, failed, exposed),
  bits(completed, partial) | REOPENED,
  REOPENED,
  REOPENED,
  REOPENED,
  REOPENED,
  REOPENED,
];

/** The events that an arbitrage may receive, as its chart knows them. */
const eventWords: ReadonlySet<string> = new Set<ArbitrageEvent['type']>([
  'plan.accepted',
  'plan.refused',
  'lanes.admitted',
  'lanes.refused',
  'leg.updated',
  'leg.overdue',
  'deadline.reached',
  'staleness.reached',
  'stop.requested',
  'exposure.assessed',
  'unwind.placed',
  'unwind.refused',
  'reprice.due',
  'settlement.failed',
]);

/** One step of an arbitrage, which has not been taken in yet. */
export const judgeStep = (arbitrage: ArbitrageState, body: BodyOf<'arbitrage.moved'>, findings: Findings): void => {
  const { from, to, event, verdict, cause } = body;
  const { state } = arbitrage;
  if (findings.fails(arbitrageSteps, eventWords.has(event)))
    findings.add(arbitrageSteps, nameOf(arbitrage), `receives '${event}', which no arbitrage does`);
  const fromState = stateOf(from);
  const toBit = 1 << stateOf(to);
  if (findings.fails(arbitrageSteps, fromState === state))
    findings.add(arbitrageSteps, nameOf(arbitrage), `moves from ${from}, and was ${stateNames[state]}`);
  if (findings.fails(arbitrageSteps, ((leadsTo[fromState] ?? 0) & toBit) !== 0))
    findings.add(arbitrageSteps, nameOf(arbitrage), `${event} leads from ${from} to ${to}`);
  const isSame = verdict === arbitrage.verdict;
  const isMeasured = body.residueQty !== arbitrage.residueQty || body.worstCase !== arbitrage.worstCase;
  if (findings.fails(arbitrageSteps, isSame ? from !== to || isMeasured : event === 'exposure.assessed'))
    findings.add(
      arbitrageSteps,
      nameOf(arbitrage),
      isSame ? `${event} changes nothing` : `${event} changes the verdict from ${arbitrage.verdict} to ${verdict}`,
    );
  if (isEnd(stateOf(to)) && findings.fails(arbitrageSteps, arbitrage.orders.every(isOver)))
    findings.add(arbitrageSteps, nameOf(arbitrage), `ends ${to}, and one of its orders has not ended`);
  const isCaused = cause !== undefined || ((ON_PLAN & toBit) !== 0 && arbitrage.cause === undefined);
  if (findings.fails(arbitrageSteps, isCaused))
    findings.add(arbitrageSteps, nameOf(arbitrage), `leaves its plan, ${to}, without a cause`);
};

/** An order is made where its arbitrage makes such orders. */
export const judgePlace = (arbitrage: ArbitrageState, body: BodyOf<'order.created'>, findings: Findings): void => {
  const { state, verdict } = arbitrage;
  const isPlace = body.owner === 'leg' ? state === legging : state === unwinding && verdict === 'exposed';
  if (findings.fails(arbitrageSteps, isPlace))
    findings.add(
      arbitrageSteps,
      body.clOrdId,
      `is made as ${body.owner} while ${nameOf(arbitrage)} is ${stateNames[state]}`,
    );
};

/** It has come to an end. */
export const judgeArbitrageEnd = (arbitrage: ArbitrageState, findings: Findings): void => {
  const { state, isRefused } = arbitrage;
  if (findings.fails(arbitrageSteps, isRefused ? state === planning : isEnd(state)))
    findings.add(arbitrageSteps, nameOf(arbitrage), `never ended: it is ${stateNames[state]}`);
};
