// Invariant 15: no leg is unaccounted for.
import { holdingsOf, isEnd, worstCaseOf, type ArbitrageView, type Holdings } from '../arbitrage-view.ts';
import type { Invariant } from '../types.ts';

/** What each end says about what is held, in shares of the mapped event. */
const isHeldAs = (end: string, { hedgedQty, residueQty, filledQty }: Holdings, sets: bigint): boolean => {
  switch (end) {
    case 'completed':
      return residueQty === 0n && hedgedQty === sets;
    case 'partial':
      // Below 0 where more was sold than held, in every outcome alike: balanced all the same.
      return residueQty === 0n && hedgedQty !== 0n && hedgedQty !== sets;
    case 'cancelled':
      return filledQty === 0n;
    case 'failed':
      return filledQty > 0n && residueQty === 0n && hedgedQty === 0n;
    default:
      return residueQty > 0n;
  }
};

const verdictsOf: Readonly<Record<string, readonly (string | undefined)[]>> = {
  completed: [undefined, 'complete'],
  partial: ['balanced'],
  cancelled: [undefined, 'nothing'],
  failed: ['flat'],
  exposed: ['exposed', 'dust'],
};

/** Every end is what the fills come to, and every assessment writes down its residue and its worst case, to the micro. */
export const createResidue = (): Invariant => {
  const isAsHeld = (arbitrage: ArbitrageView): boolean =>
    isHeldAs(arbitrage.state, holdingsOf(arbitrage), arbitrage.sets);
  const invariant: Invariant = {
    name: 'residue',
    says: 'an arbitrage ends as its fills come to, with every residue written down with its size and worst case',
    hears: ['arbitrage.moved'],
    observe({ body, arbitrage }, findings) {
      if (body.type !== 'arbitrage.moved' || arbitrage === undefined) return;
      const { to, verdict } = body;
      const { subject } = arbitrage;
      if (body.event === 'exposure.assessed') {
        const holdings = holdingsOf(arbitrage);
        const { residueQty } = holdings;
        const worstCase = worstCaseOf(arbitrage, holdings);
        findings.expect(
          body.residueQty === residueQty && body.worstCase === worstCase,
          invariant,
          subject,
          () => `writes down ${body.residueQty} and ${body.worstCase}, its fills make ${residueQty} and ${worstCase}`,
        );
      } else {
        const isKept = body.residueQty === arbitrage.residueQtyBefore && body.worstCase === arbitrage.worstCaseBefore;
        findings.expect(isKept, invariant, subject, () => `${body.event} changes the residue that was written down`);
      }
      if (!isEnd(to)) return;
      const isJudged = (verdictsOf[to] ?? []).includes(verdict);
      findings.expect(isJudged, invariant, subject, () => `ends ${to} with the verdict ${verdict}`);
      arbitrage.isJudged = isAsHeld(arbitrage);
      findings.expect(arbitrage.isJudged, invariant, subject, () => `ends ${to}, which its fills do not come to`);
    },
    close(arbitrage, findings) {
      const { subject, state, isRefused } = arbitrage;
      const holds = isRefused
        ? arbitrage.orders.length === 0
        : !isEnd(state) || arbitrage.isJudged || isAsHeld(arbitrage);
      findings.expect(holds, invariant, subject, () => `is ${state}, which its fills do not come to`);
    },
  };
  return invariant;
};
