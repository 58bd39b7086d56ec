// Invariant 18: an intent is refused, or becomes an arbitrage that ends.
import { STATE, stateNames } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { nameOf, type ArbitrageState } from '../state/arbitrage.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Intents count from 1 without a gap; one that is refused is so once, before anything of it exists, and stays so. */
export const intents: Invariant = {
  index: 17,
  name: 'intents',
  says: 'intents count from 1, and each is refused, with nothing made of it, or becomes an arbitrage that ends',
};

const refusers: readonly string[] = ['plan', 'risk', 'lane'];

/** It is the next one. */
export const judgeNumber = (intent: number, before: number, findings: Findings): void => {
  if (findings.fails(intents, intent === before + 1))
    findings.add(intents, `arb:${intent}`, `intent ${intent} comes after ${before}`);
};

/** It is refused by who may refuse it, once, and before it has begun. */
export const judgeIntentRefused = (
  arbitrage: ArbitrageState,
  { by, reason, venue }: BodyOf<'intent.refused'>,
  findings: Findings,
): void => {
  const { state, isRefused, orders, legs } = arbitrage;
  const isAtRest = state === STATE.planning && !isRefused && orders.length === 0;
  if (findings.fails(intents, isAtRest))
    findings.add(intents, nameOf(arbitrage), `is refused, and was ${isRefused ? 'refused' : stateNames[state]} before`);
  const isFitting = refusers.includes(by) && reason !== '' && (by !== 'lane' || venue !== undefined);
  if (findings.fails(intents, isFitting))
    findings.add(intents, nameOf(arbitrage), `is refused by ${by} for '${reason}', at ${venue ?? 'no lane'}`);
  if (venue === undefined) return;
  if (
    findings.fails(
      intents,
      legs.some((leg) => leg.venue === venue),
    )
  )
    findings.add(intents, nameOf(arbitrage), `is refused at ${venue}, where it has no leg`);
};

/** What was refused does not move. */
export const judgeMovable = (arbitrage: ArbitrageState, what: string, findings: Findings): void => {
  if (findings.fails(intents, !arbitrage.isRefused))
    findings.add(intents, nameOf(arbitrage), `was refused, and has ${what}`);
};
