// The runs that are killed: a small one with many flushes and some checkpoints, and a larger one.
import { fileURLToPath } from 'node:url';
import type { World } from './kills.ts';

const scenario = fileURLToPath(new URL('../../scenarios/demo.yaml', import.meta.url));

/** A few hundred records, a flush for every 64 of them, a checkpoint for every 150. */
export const smallWorld: Omit<World, 'worker' | 'target'> = {
  scenario,
  intents: 40,
  limits: { batchRowsMax: 64, bufferRowsMax: 256, rowAgeMsMax: 5, heldFromRows: 128, releasedAtRows: 64 },
  everyRecords: 150,
  stopAtLook: 6,
};

/** Some thousands of records. */
export const largerWorld: Omit<World, 'worker' | 'target'> = {
  scenario,
  intents: 400,
  limits: { batchRowsMax: 512, bufferRowsMax: 4_096, rowAgeMsMax: 20, heldFromRows: 2_048, releasedAtRows: 1_024 },
  everyRecords: 1_500,
  stopAtLook: 60,
};
