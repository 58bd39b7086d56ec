// The name of a run: a function of what it is made from, so that the same run has the same name in any process.
import { createHash } from 'node:crypto';
import type { Scenario } from '../scenario/types.ts';
import { ENGINE_VERSION } from '../world/version.ts';

const ID_LENGTH = 12;

/** The run's name: twelve hexadecimal digits. Runs of another seed, scenario, recording or engine have other names. */
export const runIdOf = ({ seed, length, faults }: Scenario, scenarioHash: string, recording?: string): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        ENGINE_VERSION,
        scenarioHash,
        seed,
        length,
        faults,
        ...(recording === undefined ? [] : [recording]),
      ]),
    )
    .digest('hex')
    .slice(0, ID_LENGTH);
