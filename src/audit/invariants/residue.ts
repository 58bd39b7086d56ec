// Invariant 15: no leg is unaccounted for.
import { isEnd, STATE, stateNames, stateOf } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { holdingsOf, worstCaseOf, type RateOf } from '../holdings.ts';
import { nameOf, type ArbitrageState } from '../state/arbitrage.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Every end is what the fills come to, and every assessment writes down its residue and its worst case, to the micro. */
export const residue: Invariant = {
  index: 14,
  name: 'residue',
  says: 'an arbitrage ends as its fills come to, with every residue written down with its size and worst case',
};

/** Whether what is held is what an end says, in shares of the mapped event. */
const isHeldAs = (end: number, arbitrage: ArbitrageState): boolean => {
  const { hedgedQty, residueQty, isFilled } = holdingsOf(arbitrage);
  switch (end) {
    case STATE.completed:
      return residueQty === 0n && hedgedQty === arbitrage.sets;
    case STATE.partial:
      // Below 0 where more was sold than held, in every outcome alike: balanced all the same.
      return residueQty === 0n && hedgedQty !== 0n && hedgedQty !== arbitrage.sets;
    case STATE.cancelled:
      return !isFilled;
    case STATE.failed:
      return isFilled && residueQty === 0n && hedgedQty === 0n;
    default:
      // What was sold beyond what was held is owed, though it is the same in every outcome.
      return residueQty > 0n || hedgedQty < 0n;
  }
};

const hasVerdictOf = (end: number, verdict: string | undefined): boolean => {
  switch (end) {
    case STATE.completed:
      return verdict === undefined || verdict === 'complete';
    case STATE.partial:
      return verdict === 'balanced';
    case STATE.cancelled:
      return verdict === undefined || verdict === 'nothing';
    case STATE.failed:
      return verdict === 'flat';
    default:
      return verdict === 'exposed' || verdict === 'dust';
  }
};

const judgeAssessment = (
  arbitrage: ArbitrageState,
  body: BodyOf<'arbitrage.moved'>,
  rateOf: RateOf,
  findings: Findings,
): void => {
  const { residueQty } = holdingsOf(arbitrage);
  const worstCase = worstCaseOf(arbitrage, rateOf);
  // An order that both sides tell differently may still fill: that counts too, and how much it is rests on fees.
  const isContested = arbitrage.orders.some((order) => order.isContested);
  const isWorst =
    body.worstCase === worstCase || (isContested && body.worstCase !== undefined && body.worstCase > worstCase);
  const isWritten = body.verdict !== undefined && body.residueQty === residueQty && isWorst;
  if (findings.fails(residue, isWritten))
    findings.add(
      residue,
      nameOf(arbitrage),
      `writes down ${body.residueQty} and ${body.worstCase}, its fills make ${residueQty} and ${worstCase}`,
    );
};

/** What a step writes down is what its fills come to. The step has not been taken in yet. */
export const judgeResidue = (
  arbitrage: ArbitrageState,
  body: BodyOf<'arbitrage.moved'>,
  rateOf: RateOf,
  findings: Findings,
): void => {
  if (body.event === 'exposure.assessed') judgeAssessment(arbitrage, body, rateOf, findings);
  else if (findings.fails(residue, body.residueQty === arbitrage.residueQty && body.worstCase === arbitrage.worstCase))
    findings.add(residue, nameOf(arbitrage), `${body.event} changes the residue that was written down`);
  const end = stateOf(body.to);
  arbitrage.isJudged = false;
  if (!isEnd(end)) return;
  if (findings.fails(residue, hasVerdictOf(end, body.verdict)))
    findings.add(residue, nameOf(arbitrage), `ends ${body.to} with the verdict ${body.verdict}`);
  arbitrage.isJudged = isHeldAs(end, arbitrage);
  if (findings.fails(residue, arbitrage.isJudged))
    findings.add(residue, nameOf(arbitrage), `ends ${body.to}, which its fills do not come to`);
};

/** Its end is still what its fills come to. */
export const judgeResidueAtEnd = (arbitrage: ArbitrageState, findings: Findings): void => {
  const { state, isRefused } = arbitrage;
  const holds = isRefused || !isEnd(state) || arbitrage.isJudged || isHeldAs(state, arbitrage);
  if (findings.fails(residue, holds))
    findings.add(residue, nameOf(arbitrage), `is ${stateNames[state]}, which its fills do not come to`);
};
