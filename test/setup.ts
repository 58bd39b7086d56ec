// Properties look at the same cases in every run of the suite, so that a change that breaks nothing fails nothing.
// To look elsewhere: FC_SEED=<number>, or FC_SEED=random, which draws one for the whole run and prints it.
import fc from 'fast-check';
import { afterAll } from 'vitest';
import { permitAmbient } from '../src/isolation/ambient.ts';
import { permitOutbound } from '../src/isolation/outbound.ts';

fc.configureGlobal({ seed: Number(process.env['FC_SEED']) });

// A run of a user's strategy shuts the process for good. Files share a process here: each gives it back.
afterAll(() => {
  permitOutbound();
  permitAmbient();
});
