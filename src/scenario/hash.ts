// The hash of a scenario: the same for every file that comes to the same scenario, however it is written.
import { createHash } from 'node:crypto';
import { canonicalText } from '../kernel/canonical-text.ts';
import type { Scenario } from './types.ts';
import { writtenScenario } from './written/scenario.ts';

/** SHA-256 of plain data in its canonical text. */
export const hashOfData = (value: unknown): string => createHash('sha256').update(canonicalText(value)).digest('hex');

/**
 * SHA-256 in hexadecimal of a scenario as a user would write it in full. Strategies' modules should stand as they were
 * written. The rules of its venues are not in it, but for what they make of the scenario's own keys.
 */
export const scenarioHash = (scenario: Scenario): string => hashOfData(writtenScenario(scenario));
