// What the audit costs a record: a journal of the workload of design §10 is recorded once, in memory, and then judged
// again and again; it is short, because a record is met while it is still in the processor's cache. Against encoding
// the same records, because that too is paid for every one of them. The processor's time is measured, not the wall's:
// the machine is shared.
import { createAudit } from '../src/audit/audit.ts';
import { assembleCore } from '../src/engine/assemble.ts';
import { encodeRecord } from '../src/journal/encode.ts';
import type { RecordBody } from '../src/journal/records.ts';
import { workloadOf } from './workload.ts';
import { formatNs, type Figure } from './measure.ts';

interface Recording {
  readonly bodies: readonly RecordBody[];
  readonly times: readonly number[];
}

const record = (intents: number): Recording => {
  const core = assembleCore(workloadOf(intents));
  const bodies: RecordBody[] = [];
  const times: number[] = [];
  core.world.journal.consume((body, _seq, atUs) => {
    bodies.push(body);
    times.push(atUs);
  });
  core.begin();
  while (core.step());
  core.phases.end();
  return { bodies, times };
};

/** Judges the journal, and forgets an arbitrage soon after the engine of the workload has. */
const judge = ({ bodies, times }: Recording): number => {
  const audit = createAudit({ retainUs: 1_500_000 });
  for (let index = 0; index < bodies.length; index += 1)
    audit.observe(bodies[index] as RecordBody, index + 1, times[index] as number);
  return audit.finish().violationCount;
};

const encode = ({ bodies, times }: Recording): number => {
  let length = 0;
  for (let index = 0; index < bodies.length; index += 1)
    length += encodeRecord(bodies[index] as RecordBody, index + 1, times[index] as number).length;
  return length;
};

const cpuNs = (work: () => number, repeats: number): number => {
  const before = process.cpuUsage();
  for (let repeat = 0; repeat < repeats; repeat += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1_000;
};

const median = (samples: readonly number[]): number =>
  samples.toSorted((left, right) => left - right)[samples.length >> 1] ?? Number.NaN;

/** Nanoseconds of processor time a record, and against encoding it. */
export const auditFigures = (intents = 2_000, rounds = 9, repeats = 10): Figure[] => {
  const recording = record(intents);
  const records = recording.bodies.length;
  const samples = Array.from({ length: rounds + 2 }, () => ({
    judgeNs: cpuNs(() => judge(recording), repeats) / records / repeats,
    encodeNs: cpuNs(() => encode(recording), repeats) / records / repeats,
  })).slice(2);
  const judgeNs = median(samples.map((sample) => sample.judgeNs));
  const ratio = median(samples.map((sample) => sample.judgeNs / sample.encodeNs));
  return [
    { name: 'audit, a record', value: formatNs(judgeNs), must: 'at most 300 ns', holds: judgeNs <= 300 },
    { name: '  an arbitrage', value: formatNs((judgeNs * records) / intents) },
    { name: '  against encoding it', value: `${ratio.toFixed(2)} times` },
    { name: 'violations in the journal', value: String(judge(recording)), must: 'none', holds: judge(recording) === 0 },
  ];
};
