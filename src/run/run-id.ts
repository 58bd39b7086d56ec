// The name of a run: a function of what it is made from, so that the same run has the same name in any process.
import { createHash } from 'node:crypto';
import type { Scenario } from '../scenario/types.ts';
import { canonicalText } from '../kernel/canonical-text.ts';
import { writtenFaults } from '../scenario/written/scenario.ts';
import { rulesHash } from '../venues/definitions/rules-hash.ts';
import { ENGINE_VERSION } from '../world/version.ts';

const ID_LENGTH = 12;

/** The run's name: twelve hexadecimal digits. Runs of another seed, scenario, recording or engine, or by other rules, have other names. */
export const runIdOf = ({ seed, length, venues, faults }: Scenario, scenarioHash: string, recording?: string): string =>
  createHash('sha256')
    .update(
      canonicalText({
        engine: ENGINE_VERSION,
        scenario: scenarioHash,
        rules: rulesHash(venues),
        seed,
        intents: length.intentsMax,
        duration: length.durationUs,
        faults: writtenFaults(faults),
        recording,
      }),
    )
    .digest('hex')
    .slice(0, ID_LENGTH);
