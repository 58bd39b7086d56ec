// What durability costs: the rows of the workload of design §10 through the writer, against a plain COPY of the same rows
// into the same tables, and the core with the writer against the core without. On PGlite in a temporary directory, and on
// a server that it starts itself.
import { Dictionary } from '../src/persistence/write/dictionary.ts';
import { buildOf } from '../src/persistence/checkpoints/build.ts';
import { advanceMark, copiesOfRange } from '../src/persistence/write/flush.ts';
import { recordNewRun } from '../src/persistence/write/recorder.ts';
import { usualCheckpointEveryRecords } from '../src/persistence/write/writer-types.ts';
import { insertRun } from '../src/persistence/write/run-rows.ts';
import { Segment } from '../src/persistence/write/segment.ts';
import type { Copy } from '../src/persistence/store/session.ts';
import { openStore, type Store } from '../src/persistence/store/store.ts';
import { createWriter } from '../src/persistence/write/writer.ts';
import type { Writer, WriterClock } from '../src/persistence/write/writer-types.ts';
import type { RecordBody } from '../src/journal/records.ts';
import { tablesOfRecords } from '../src/persistence/write/record-columns.ts';
import { formatNs, median, type Figure } from './measure.ts';
import { figuresOfStores } from './stores.ts';
import { workloadRun } from './workload.ts';

interface Written {
  readonly body: RecordBody;
  readonly seq: number;
  readonly atUs: number;
}

const clock: WriterClock = {
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};

/** So much of the core at once, before the event loop has its turn. */
const sliceMs = 4;

const recordsOf = (intents: number): readonly Written[] => {
  const core = workloadRun(intents);
  const records: Written[] = [];
  // Those that came before are few: the bench numbers its own.
  core.world.journal.consume((body, _, atUs) => records.push({ body, seq: records.length + 1, atUs }));
  while (core.step());
  return records;
};

const newRun = (store: Store): Promise<number> =>
  store.borrow((session) =>
    insertRun(session, { name: 'bench', seed: '', scenarioHash: '', engineVersion: '', inputs: '' }),
  );

const forget = (store: Store): Promise<void> =>
  store.borrow(async (session) => {
    const names = [...tablesOfRecords.map(({ name }) => name), 'words', 'dead_letters', 'runs'];
    await session.query(`truncate ${names.map((name) => `"${name}"`).join(', ')}`);
    await session.query('checkpoint');
  });

const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const writerOf = (store: Store, run: number): Writer =>
  createWriter({ store, run, epoch: 1, mark: 0, clock, random: () => 0.5 });

/** All rows in one transaction, one COPY a table, encoded before the clock starts. */
const plainCopyMs = async (store: Store, records: readonly Written[]): Promise<number> => {
  const run = await newRun(store);
  const dictionary = new Dictionary();
  const segment = new Segment(records.length);
  for (const { body, seq, atUs } of records) segment.append(body, seq, atUs, run, dictionary);
  const copies: readonly Copy[] = copiesOfRange(segment, 0, records.length, run, dictionary);
  const startedMs = nowMs();
  await store.borrow((session) => session.write(advanceMark({ run, epoch: 1 }, 0, records.length), copies));
  return nowMs() - startedMs;
};

/** The writer as the core would feed it, in slices. */
const writerMs = async (store: Store, records: readonly Written[]): Promise<number> => {
  const writer = writerOf(store, await newRun(store));
  const startedMs = nowMs();
  for (let index = 0; index < records.length;) {
    const slice = Math.min(records.length, index + 1_000);
    for (; index < slice; index += 1) {
      const { body, seq, atUs } = records[index]!;
      writer.consume(body, seq, atUs);
    }
    writer.pump();
    await turn();
    if (writer.isHeld) await writer.released();
  }
  await writer.drain();
  return nowMs() - startedMs;
};

/** A run of the core alone, or recorded with all that belongs to it: its row, flushes, checkpoints, its end. */
const durableMs = async (store: Store | null, intents: number): Promise<number> => {
  const core = workloadRun(intents);
  const startedMs = nowMs();
  const recorder =
    store === null
      ? null
      : await recordNewRun(
          {
            store,
            clock,
            random: () => 0.5,
            build: buildOf('bench', {}),
            checkpointEveryRecords: usualCheckpointEveryRecords,
          },
          { name: 'bench', seed: '', scenarioHash: '', engineVersion: '', inputs: '' },
        );
  const skipped = core.world.journal.lastSeq;
  if (recorder !== null) core.world.journal.consume((body, seq, atUs) => recorder.consume(body, seq - skipped, atUs));
  const checkpointed = {
    get lastSeq() {
      return core.world.journal.lastSeq - skipped;
    },
    get nowUs() {
      return core.world.nowUs;
    },
    get digest() {
      return core.world.journal.digestHex();
    },
    save: core.save,
  };
  let sliceFromMs = nowMs();
  for (let steps = 1; core.step(); steps += 1) {
    if (steps % 64 !== 0 || nowMs() - sliceFromMs < sliceMs) continue;
    await recorder?.turn(checkpointed);
    await turn();
    if (recorder?.isHeld === true) await recorder.released();
    sliceFromMs = nowMs();
  }
  await recorder?.end(core.world.journal.digestHex());
  return nowMs() - startedMs;
};

const figuresOf = async (
  name: string,
  store: Store,
  intents: number,
  rounds: number,
  durableMin: number,
): Promise<Figure[]> => {
  const records = recordsOf(intents);
  const samples: Record<'plain' | 'writer' | 'durable' | 'bare', number[]> = {
    plain: [],
    writer: [],
    durable: [],
    bare: [],
  };
  for (let round = -1; round < rounds; round += 1) {
    const sample = {
      plain: await plainCopyMs(store, records),
      writer: await writerMs(store, records),
      bare: await durableMs(null, intents),
      durable: await durableMs(store, intents),
    };
    await forget(store);
    if (round < 0) continue;
    for (const key of ['plain', 'writer', 'bare', 'durable'] as const) samples[key].push(sample[key]);
  }
  const perSecond = (count: number, samplesMs: readonly number[]): string =>
    `${Math.round((count * 1_000) / median(samplesMs)).toLocaleString('en-US')}/s`;
  const share = (fast: readonly number[], slow: readonly number[]): number =>
    median(fast.map((ms, index) => ms / (slow[index] ?? Number.NaN)));
  const [rowsShare, coreShare] = [share(samples.plain, samples.writer), share(samples.bare, samples.durable)];
  return [
    {
      name: `${name}: rows an arbitrage`,
      value: (records.length / intents).toFixed(1),
      must: 'at most 20',
      holds: records.length <= 20 * intents,
    },
    { name: `${name}: plain COPY of the rows`, value: perSecond(records.length, samples.plain) },
    { name: `${name}: the writer`, value: perSecond(records.length, samples.writer) },
    {
      name: '  of plain COPY',
      value: `${Math.round(rowsShare * 100)} %`,
      must: 'at least 60 %',
      holds: rowsShare >= 0.6,
    },
    { name: `${name}: arbitrages without a database`, value: perSecond(intents, samples.bare) },
    {
      name: `${name}: arbitrages, durable`,
      value: perSecond(intents, samples.durable),
      must: `at least ${durableMin.toLocaleString('en-US')}/s`,
      holds: (intents * 1_000) / median(samples.durable) >= durableMin,
    },
    {
      name: '  of those without',
      value: `${Math.round(coreShare * 100)} %`,
      must: 'at least 60 %',
      holds: coreShare >= 0.6,
    },
  ];
};

/** What a record costs the core. */
const consumerFigures = (intents: number): Figure[] => {
  const records = recordsOf(intents);
  const segment = new Segment(records.length);
  const samplesNs: number[] = [];
  for (let round = -3; round < 9; round += 1) {
    const dictionary = new Dictionary();
    segment.clear();
    const startedMs = nowMs();
    for (const { body, seq, atUs } of records) segment.append(body, seq, atUs, 1, dictionary);
    if (round >= 0) samplesNs.push(((nowMs() - startedMs) * 1e6) / records.length);
  }
  const ns = median(samplesNs);
  return [{ name: 'a record, buffered as a row', value: formatNs(ns), must: '< 0.5 µs', holds: ns < 500 }];
};

const arbitragesMin = { PGlite: 3_000, Postgres: 7_000 } as const;

/** The figures of design §8 and §10 for databases: the embedded one, and a server of the benchmark's own if there is one. */
export const persistenceFigures = async (intents = 6_000, rounds = 5): Promise<Figure[]> => [
  ...consumerFigures(intents),
  ...(await figuresOfStores(async (name, target) => {
    const store = await openStore(target);
    await store.migrate();
    const figures = await figuresOf(name, store, intents, rounds, arbitragesMin[name]);
    await store.close();
    return figures;
  })),
];
