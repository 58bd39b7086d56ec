// Goal: a run ends, once: orderly when its orders have ended and its rows are flushed, failed for the first thing
// that broke; a core that was held is released as long as somebody waits for it.
// Method: the whole table of (state, event), the ladder of stops, and random events in any order.
import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { AnyEventObject } from 'xstate';
import { engineEffects } from '../../machines/engine.ts';
import { caseJudge, tableJudges } from './case-judge.ts';
import { ends } from './engine/ends.ts';
import { phases } from './engine/phases.ts';
import * as words from './engine/words.ts';
import { runEvents, type Judge } from './judge.ts';

const { input, subject, unheardOf } = words;

const startJudge = caseJudge(subject, {
  name: 'a run starts by booting, asks nothing and knows nothing',
  given: [],
  when: null,
  then: {
    value: 'booting',
    context: {
      runId: 'r1',
      durable: false,
      rowsFlushed: false,
      stops: 0,
      stopReason: null,
      killReason: null,
      failReason: null,
      failSequence: null,
    },
  },
});

const anomalyJudge: Judge = {
  name: 'an anomaly names the run',
  check: (machine) => {
    const run = runEvents(machine, engineEffects, input, [unheardOf]);
    deepStrictEqual(run.context['anomalies'], [{ kind: 'illegalMove', event: 'run.unheardOf', id: 'r1' }]);
  },
};

const anyEvent: fc.Arbitrary<AnyEventObject> = fc.constantFrom(
  ...[words.durable, words.inMemory, words.migrated, words.migrationFailed, words.recovered, words.recoveryFailed],
  ...[words.pressed, words.relieved, words.exhausted, words.stop, words.kill, words.ordersEnded, words.rowsDrained],
  ...[words.violated, words.fault, words.fault, words.stopMalformed, words.killMalformed, unheardOf],
);

const started = fc.constantFrom<readonly AnyEventObject[]>(
  [],
  [words.inMemory],
  [words.durable, words.migrated],
  [words.durable, words.migrated, words.recovered],
);

const endJudge: Judge = {
  name: 'in any order of events, a failure is final, an end reports, and no run stops orderly before its orders end',
  check: (machine) =>
    fc.assert(
      fc.property(started, fc.array(anyEvent, { maxLength: 15 }), (start, events) => {
        const all = [...start, ...events];
        const run = runEvents(machine, engineEffects, input, all);
        const types = run.effects.map((effect) => effect.type);
        deepStrictEqual(run.status, 'active');
        if (run.value === 'failed') {
          const later = runEvents(machine, engineEffects, input, [...all, words.inMemory, words.recovered, words.stop]);
          deepStrictEqual(later.value, 'failed');
          deepStrictEqual(later.context['failReason'], run.context['failReason']);
          deepStrictEqual(typeof run.context['failReason'], 'string');
        }
        if (run.value === 'failed' || run.value === 'stopped') deepStrictEqual(types.includes('report'), true);
        if (run.value === 'stopped' && types.includes('startIntents')) {
          deepStrictEqual(all.includes(words.ordersEnded), true);
          deepStrictEqual(run.context['rowsFlushed'], types.includes('flushRows'));
        }
      }),
      { seed: 20_266, numRuns: 50 },
    ),
};

const pressureJudge: Judge = {
  name: 'in any order of events, the core is held and released in turn',
  check: (machine) =>
    fc.assert(
      fc.property(started, fc.array(anyEvent, { maxLength: 15 }), (start, events) => {
        const run = runEvents(machine, engineEffects, input, [...start, ...events]);
        const turns = run.effects.map((effect) => effect.type).filter((type) => type.endsWith('Core'));
        deepStrictEqual(
          turns,
          turns.map((_, index) => (index % 2 === 0 ? 'holdCore' : 'releaseCore')),
        );
      }),
      { seed: 20_267, numRuns: 30 },
    ),
};

/** The promises of the engine's chart. */
export const engineJudges: readonly Judge[] = [
  startJudge,
  ...tableJudges(subject, [...phases, ...ends]),
  anomalyJudge,
  endJudge,
  pressureJudge,
];
