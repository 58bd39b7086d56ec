// The process that resumes the crowd, as `dte resume` does, up to its first new event; it prints how long that took.
// `node resumed.js <store> <arbitrages> <nanoseconds at which it was asked for>`.
import { assembleCore } from '../src/engine/assemble.ts';
import type { CoreState } from '../src/engine/state.ts';
import { buildOf } from '../src/persistence/checkpoints/build.ts';
import { findRunBy } from '../src/persistence/read/run-list.ts';
import { recoverRun } from '../src/persistence/checkpoints/recover.ts';
import { openStore } from '../src/persistence/store/store.ts';
import { crowdOf } from './crowd.ts';

/** Milliseconds since the command, at each step; what it was restored to. */
export interface Resumed {
  readonly readyMs: number;
  readonly openedMs: number;
  readonly readMs: number;
  readonly restoredMs: number;
  readonly eventMs: number;
  readonly digest: string;
}

const [, , target = '', arbitrages = '', askedNs = ''] = process.argv;
const sinceMs = (): number => Number(process.hrtime.bigint() - BigInt(askedNs)) / 1e6;

const setup = crowdOf(Number(arbitrages));
const readyMs = sinceMs();
const store = await openStore(target);
await store.migrate();
const openedMs = sinceMs();
const named = await store.borrow((session) => findRunBy(session, '1'));
if (named.kind !== 'found') throw new Error('the run is not there');
const clock = { after: () => () => undefined };
const options = { store, build: buildOf('bench', {}), clock, random: () => 0.5, checkpointEveryRecords: 500_000 };
const { recorder, state } = await recoverRun(options, named.run);
const readMs = sinceMs();
const core = assembleCore(setup, state as CoreState);
const restoredMs = sinceMs();
const digest = core.world.journal.digestHex();
for (const { lastSeq } = core.world.journal; core.world.journal.lastSeq === lastSeq && core.step(););
const resumed: Resumed = { readyMs, openedMs, readMs, restoredMs, eventMs: sinceMs(), digest };
process.stdout.write(JSON.stringify(resumed));
await recorder.abandon();
await store.close();
