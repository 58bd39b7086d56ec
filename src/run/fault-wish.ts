// `ackLost@kalshi=300`: a fault as a user writes it, and what becomes of it in a scenario.
import { faultCatalogue, faultNames, type FaultName } from '../venues/faults/catalogue.ts';
import { checkFault, InvalidFault, type FaultSpec } from '../venues/faults/fault-plan.ts';
import { inOrder } from '../scenario/order.ts';
import { nearest } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/types.ts';
import { WrongInput } from './wrong-input.ts';

/** A fault as it was written. */
export interface FaultWish {
  readonly fault: FaultName;
  /** Null for every venue of the scenario. */
  readonly venue: string | null;
  readonly chanceBps: number;
  readonly text: string;
}

const CHANCE_BPS_USUAL = 500;
const CHANCE_BPS_MAX = 10_000;
/** How long a fault delays where nobody says it: half a second, more or less. */
const usualDelayUs = { kind: 'lognormal', medianUs: 500_000, sigma: 0.5 } as const;

/** Reads `name[@venue][=basis points]`. Throws `WrongInput`, a sentence about the text. */
export const parseFaultWish = (text: string): FaultWish => {
  const match = /^(?<name>[^@=]+)(?:@(?<venue>[^=]+))?(?:=(?<bps>\d+))?$/.exec(text);
  const { name, venue, bps } = match?.groups ?? {};
  if (name === undefined) throw new WrongInput('It is written name, name@venue or name@venue=300.');
  const fault = faultNames.find((known) => known === name);
  if (fault === undefined) {
    const near = nearest(name, faultNames);
    const meant = near === undefined ? '' : ` did you mean ${near}?`;
    throw new WrongInput(`There is no fault '${name}';${meant} there are ${faultNames.join(', ')}.`);
  }
  const chanceBps = bps === undefined ? CHANCE_BPS_USUAL : Number(bps);
  if (chanceBps > CHANCE_BPS_MAX) throw new WrongInput(`A chance is at most ${CHANCE_BPS_MAX} basis points.`);
  return { fault, venue: venue ?? null, chanceBps, text };
};

const specOf = ({ fault, chanceBps, text }: FaultWish, venue: string, known: FaultSpec | undefined): FaultSpec => {
  const takesDelay = faultCatalogue[fault].delay !== null;
  // A scenario that has the fault already says how it delays; only its chance is another.
  const spec: FaultSpec = {
    ...(takesDelay ? { delayUs: usualDelayUs } : {}),
    ...known,
    fault,
    venue,
    chanceBps,
  };
  try {
    checkFault(spec, [venue]);
  } catch (error) {
    if (error instanceof InvalidFault) throw new WrongInput(`--fault ${text} cannot be: ${error.message}`);
    throw error;
  }
  return spec;
};

/** The scenario with these faults too; one that it has already at a venue gets the chance that was written. */
export const withFaults = (scenario: Scenario, wishes: readonly FaultWish[]): Scenario => {
  if (wishes.length === 0) return scenario;
  const venues = scenario.venues.map(({ venue }) => venue);
  const faults = new Map(scenario.faults.map((spec) => [`${spec.fault}@${spec.venue}`, spec]));
  for (const wish of wishes) {
    if (wish.venue !== null && !venues.includes(wish.venue))
      throw new WrongInput(`--fault ${wish.text} names the venue '${wish.venue}'; there are ${venues.join(', ')}.`);
    for (const venue of wish.venue === null ? venues : [wish.venue]) {
      const place = `${wish.fault}@${venue}`;
      faults.set(place, specOf(wish, venue, faults.get(place)));
    }
  }
  return inOrder({ ...scenario, faults: [...faults.values()] });
};
