// What the late indexes cost: rows written with and without them, and to build them over existing rows. On the server of
// `DATABASE_URL`; it leaves nothing but the schema.
import { Dictionary } from '../src/persistence/write/dictionary.ts';
import { advanceMark, copiesOfRange } from '../src/persistence/write/flush.ts';
import { buildIndexes, dropIndexesFor } from '../src/persistence/write/late-indexes.ts';
import { insertRun } from '../src/persistence/write/run-rows.ts';
import { Segment } from '../src/persistence/write/segment.ts';
import { openStore, type Store } from '../src/persistence/store/store.ts';
import { tablesOfRecords } from '../src/persistence/write/record-columns.ts';
import type { RecordBody } from '../src/journal/records.ts';
import { workloadRun } from './workload.ts';

const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;
const flushRows = 8_192;

const bodies: RecordBody[] = [];
const core = workloadRun(15_000);
core.world.journal.consume((body) => bodies.push(body));
while (core.step());

/** Writes the workload as one more run, in flushes; microseconds a row. */
const write = async (store: Store): Promise<number> => {
  const inputs = { name: 'bench', seed: '', scenarioHash: '', engineVersion: '', inputs: '' };
  const run = await store.borrow((session) => insertRun(session, inputs));
  const dictionary = new Dictionary();
  const segment = new Segment(bodies.length);
  bodies.forEach((body, index) => segment.append(body, index + 1, index, run, dictionary));
  let spentMs = 0;
  for (let from = 0; from < bodies.length; from += flushRows) {
    const to = Math.min(bodies.length, from + flushRows);
    const copies = copiesOfRange(segment, from, to, run, dictionary);
    const startedMs = nowMs();
    await store.borrow((session) => session.write(advanceMark({ run, epoch: 1 }, from, to), copies));
    spentMs += nowMs() - startedMs;
  }
  return (spentMs * 1_000) / bodies.length;
};

const store = await openStore(process.env['DATABASE_URL'] ?? 'memory');
await store.migrate();
const bare: number[] = [];
const indexed: number[] = [];
const built: number[] = [];
for (let round = 1; round <= 5; round += 1) {
  await store.borrow((session) => dropIndexesFor(session, Number.MAX_SAFE_INTEGER));
  bare.push(await write(store));
  const startedMs = nowMs();
  await store.borrow((session) => buildIndexes(session));
  built.push(((nowMs() - startedMs) * 1_000) / (bodies.length * (2 * round - 1)));
  indexed.push(await write(store));
}
const median = (samples: readonly number[]): string =>
  (samples.toSorted((left, right) => left - right)[Math.floor(samples.length / 2)] ?? Number.NaN).toFixed(2);
process.stdout.write(`${bodies.length} rows a run, 10 runs on ${store.where}\n`);
process.stdout.write(`written without the indexes: ${median(bare)} µs a row; with them: ${median(indexed)} µs a row\n`);
process.stdout.write(`built: ${median(built)} µs for each existing row\n`);
const tables = [...tablesOfRecords.map(({ name }) => name), 'words', 'runs'].map((name) => `"${name}"`).join(', ');
await store.borrow((session) => session.query(`truncate ${tables}`));
await store.close();
