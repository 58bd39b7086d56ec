// An intent gets its number and is written down; it starts where the limits and the lanes let it, and is refused by name.
import { describe, expect, it } from 'vitest';
import { Portfolio } from '../../../src/accounting/portfolio.ts';
import { Admission } from '../../../src/engine/intents/admission.ts';
import type { LaneRefusal } from '../../../src/engine/venues/lanes.ts';
import { noLimits, type RiskLimits } from '../../../src/risk/limits.ts';
import { writeFrame } from '../../../src/world/frame.ts';
import { noted, nothing, quietWorld } from '../fakes.ts';
import { intentOf, setupOf } from '../plans.ts';

const chances = { rejectBps: 0, partialBps: 0, slowUs: 1, capacity: 9, intents: 1, everyUs: 0 } as const;
const { frame, venues } = setupOf({ seed: '7', mode: 'parallel', policy: 'unwind', ...chances });
const planned = intentOf('parallel', 'unwind');

const admissionOf = (limits: Partial<RiskLimits> = {}, refusal: LaneRefusal | null = null, count?: number) => {
  const calls: string[] = [];
  const { world, recordsOf, records } = quietWorld();
  const portfolio = new Portfolio();
  world.journal.consume((body) => portfolio.observe(body));
  writeFrame(
    world,
    { ...frame, kind: 'run', epochMs: 0 },
    Object.entries(venues).map(([venue, setup]) => ({ ...setup, venue })),
  );
  const lanes = { admit: (legs: readonly { readonly venue: string }[]) => (legs === planned.legs ? refusal : null) };
  const arbitrages = noted(calls, { start: nothing });
  const setup = { world, limits: { ...noLimits, ...limits }, portfolio, lanes: noted(calls, lanes), arbitrages };
  return { calls, recordsOf, records, admission: new Admission(setup, count) };
};

describe('an intent that is planned', () => {
  it('is written down with its number, and starts', () => {
    const { admission, calls, records } = admissionOf({}, null, 4);
    admission.offer(planned);
    const { unwindAttemptsMax: _attempts, deadlineUs: _deadline, stalenessUs: _staleness, ...written } = planned;
    const legs = written.legs.map(({ timeInForce: _timeInForce, ...leg }) => leg);
    expect(records.at(-1)).toMatchObject({ type: 'intent.received', intent: 5, ...written, legs });
    expect([admission.total, calls.map((call) => call.slice(0, 11))]).toEqual([5, ['admit [{"ve', 'start 5 tes']]);
  });

  it.each([
    ['the limits', 'risk', { liveArbitragesMax: 0 }, null, { reason: 'liveArbitrages' }],
    ['a lane', 'lane', {}, { venue: 'kalshi', reason: 'laneSaturated' }, { venue: 'kalshi', reason: 'laneSaturated' }],
    [
      'the limits before any lane',
      'risk',
      { venuePositionMax: 1n },
      { venue: 'kalshi', reason: 'laneClosed' },
      { reason: 'venuePosition' },
    ],
  ] as const)('is refused by %s, and does not start', (_whom, by, limits, refusal, why) => {
    const { admission, calls, records, recordsOf } = admissionOf(limits, refusal);
    admission.offer(planned);
    expect(recordsOf('intent.received')).toHaveLength(1);
    expect(records.at(-1)).toEqual({ type: 'intent.refused', intent: 1, by, ...why });
    expect([calls.length, admission.total]).toEqual([by === 'risk' ? 0 : 1, 1]);
  });
});

it('an intent that could not be planned is written down as it was wanted, and refused by its plan', () => {
  const { admission, calls, records } = admissionOf();
  const { strategy, pair, sets, expectedEdge, roiBps, outcomes, mode, policy, legs } = planned;
  const wanted = { strategy, pair, sets, expectedEdge, roiBps, outcomes, mode, policy, legs };
  admission.refuse(wanted, 'noEdge');
  admission.refuse(wanted, 'staleBooks');
  expect(records.slice(-4)).toEqual([
    { type: 'intent.received', intent: 1, ...wanted },
    { type: 'intent.refused', intent: 1, by: 'plan', reason: 'noEdge' },
    { type: 'intent.received', intent: 2, ...wanted },
    { type: 'intent.refused', intent: 2, by: 'plan', reason: 'staleBooks' },
  ]);
  expect([calls, admission.total]).toEqual([[], 2]);
});
