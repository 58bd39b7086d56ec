// Invariant 13: the steps of an arbitrage are a chain, and its orders are made where it makes orders.
import { isEnd, type ArbitrageView } from '../arbitrage-view.ts';
import type { BodyOf, Findings, Invariant } from '../types.ts';

const REOPENED = ['cancelling', 'unwinding'];

const leadsTo: Readonly<Record<string, readonly string[]>> = {
  planning: ['legging', 'cancelled'],
  legging: ['hedged', 'completed', 'partial', 'cancelling', 'unwinding'],
  cancelling: ['unwinding'],
  unwinding: ['unwinding', 'cancelling', 'hedged', 'completed', 'partial', 'cancelled', 'failed', 'exposed'],
  hedged: ['completed', 'partial', ...REOPENED],
};

/** Each step starts where the one before ended, goes where the chart lets it, and changes the verdict only by an assessment. */
export const createArbitrageSteps = (): Invariant => {
  const observeMove = (body: BodyOf<'arbitrage.moved'>, arbitrage: ArbitrageView, findings: Findings): void => {
    const { from, to, event, verdict } = body;
    const { subject, stateBefore, verdictBefore } = arbitrage;
    findings.expect(from === stateBefore, invariant, subject, () => `moves from ${from}, and was ${stateBefore}`);
    const isPossible = (isEnd(from) ? REOPENED : (leadsTo[from] ?? [])).includes(to);
    findings.expect(isPossible, invariant, subject, () => `${event} leads from ${from} to ${to}`);
    findings.expect(from !== to || verdict !== verdictBefore, invariant, subject, () => `${event} changes nothing`);
    findings.expect(
      verdict === verdictBefore || event === 'exposure.assessed',
      invariant,
      subject,
      () => `${event} changes the verdict from ${verdictBefore} to ${verdict}`,
    );
  };

  const observeCause = (body: BodyOf<'arbitrage.moved'>, arbitrage: ArbitrageView, findings: Findings): void => {
    const isOnPlan = body.to === 'legging' || body.to === 'hedged' || body.to === 'completed';
    const isCaused = body.cause !== undefined || (isOnPlan && arbitrage.causeBefore === undefined);
    findings.expect(isCaused, invariant, arbitrage.subject, () => `leaves its plan, ${body.to}, without a cause`);
  };

  const invariant: Invariant = {
    name: 'arbitrage-steps',
    says: 'each step of an arbitrage starts where the one before it ended, and its orders are made where they belong',
    hears: ['arbitrage.moved', 'order.created', 'intent.refused'],
    observe({ body, arbitrage }, findings) {
      if (arbitrage === undefined) return;
      const { state, subject, verdict } = arbitrage;
      if (body.type === 'arbitrage.moved') {
        observeMove(body, arbitrage, findings);
        observeCause(body, arbitrage, findings);
      } else if (body.type === 'order.created') {
        const isPlace = body.role === 'leg' ? state === 'legging' : state === 'unwinding' && verdict === 'exposed';
        findings.expect(isPlace, invariant, body.clOrdId, () => `is made as ${body.role} while ${subject} is ${state}`);
      } else if (body.type === 'intent.refused')
        findings.expect(state === 'planning' && !arbitrage.isRefused, invariant, subject, () => 'is refused too late');
    },
    close({ subject, state, isRefused }, findings) {
      findings.expect(isEnd(state) || isRefused, invariant, subject, () => `never ended: it is ${state}`);
    },
  };
  return invariant;
};
