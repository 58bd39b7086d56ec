// Runs with their rows: a journal that is given, or a whole run of a scenario through the batch writer.
import type { RecordBody } from '../../src/journal/records.ts';
import { createRun } from '../../src/run/create-run.ts';
import type { Run } from '../../src/run/run.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import { Dictionary } from '../../src/persistence/write/dictionary.ts';
import { advanceMark, copiesOfRange } from '../../src/persistence/write/flush.ts';
import { endRun, insertRun } from '../../src/persistence/write/run-rows.ts';
import { Segment } from '../../src/persistence/write/segment.ts';
import type { Store } from '../../src/persistence/store/store.ts';
import { createWriter } from '../../src/persistence/write/writer.ts';
import type { Writer } from '../../src/persistence/write/writer-types.ts';
import { ENGINE_VERSION } from '../../src/world/version.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { impatientClock } from './write/writer-world.ts';

/** Writes these records as a run of that name, numbered from 1, a microsecond apart; its key. */
export const keepRecords = (store: Store, name: string, bodies: readonly RecordBody[]): Promise<number> =>
  store.borrow(async (session) => {
    const run = await insertRun(session, { name, seed: '', scenarioHash: '', engineVersion: '', inputs: '' });
    const dictionary = new Dictionary();
    const segment = new Segment(bodies.length);
    for (const [index, body] of bodies.entries()) segment.append(body, index + 1, index + 1, run, dictionary);
    const copies = copiesOfRange(segment, 0, bodies.length, run, dictionary);
    await session.write(advanceMark({ run, epoch: 1 }, 0, bodies.length), copies);
    return run;
  });

/** A run of which every record is in the database. */
export interface KeptRun {
  readonly run: Run;
  readonly key: number;
  readonly writer: Writer;
}

/** Runs a scenario to its end, durably; or so many steps of it, and from there to where a stop of that reason ends it. */
export const keepRun = async (
  store: Store,
  scenario: Scenario,
  options: Partial<RunOptions> = {},
  stepsMax = Number.POSITIVE_INFINITY,
  stop: string | null = null,
): Promise<KeptRun> => {
  const scenarioHash = options.scenarioHash ?? 'any';
  const run = createRun(scenario, { ...options, scenarioHash });
  const { seed } = run.scenario;
  const inputs = { name: run.runId, seed, scenarioHash, engineVersion: ENGINE_VERSION, inputs: '' };
  const key = await store.borrow((session) => insertRun(session, inputs));
  const clock = impatientClock();
  const writer = createWriter({ store, run: key, epoch: 1, mark: 0, clock, random: () => 0 });
  run.consume(writer.consume);
  for (let steps = 0; (steps < stepsMax || stop !== null) && run.step(); steps += 1) {
    if (stop !== null && steps === stepsMax) run.stop(stop);
    writer.pump();
    if (writer.isHeld) await writer.released();
  }
  await writer.drain();
  if (run.isOver) await store.borrow((session) => endRun(session, key, 1, 'ended', run.digest));
  return { run, key, writer };
};
