// Goal: a run whose table has more kinds than its own stop executes their commands as a session would, and comes to the same
// digest when it is killed anywhere and given its journaled commands again; what was changed by hand in a journal is named,
// a command too. Method: scenarios at random, a client who places and cancels orders at their venues, and stops.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../src/journal/encode.ts';
import type { JournalRecord, RecordOf } from '../../src/journal/records.ts';
import { createRun } from '../../src/run/create-run.ts';
import { loadScenario } from '../../src/run/load-scenario.ts';
import { MisplacedInput } from '../../src/run/misplaced.ts';
import { openRecordingFor } from '../../src/run/open-recording.ts';
import { CommandedSteps } from '../../src/run/execution/commands.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import type { Run, RunState } from '../../src/run/run.ts';
import { firstDifference } from '../../src/run/verification/first-difference.ts';
import type { Strategy } from '../../src/strategies/types.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { RefusedCommand } from '../../src/world/commands/command.ts';
import { commandFromOutside } from '../../src/world/commands/journaled.ts';
import { anyChoice, scenarioOf } from '../properties/any-scenario.ts';
import { cancelling, placing, registerHosted } from '../world/commands/hosted-commands.ts';

interface Recorded {
  readonly run: Run;
  readonly records: JournalRecord[];
}

const recorded = (scenario: Scenario, state?: RunState, more: Partial<RunOptions> = {}): Recorded => {
  const options: RunOptions = {
    scenarioHash: 'any',
    ...more,
    commands: (table, { venues }) => registerHosted(table, venues),
  };
  const run = createRun(scenario, options, state);
  const records: JournalRecord[] = [];
  run.consume((body, seq, atUs) => void records.push({ ...body, seq, atUs }));
  return { run, records };
};

interface Move {
  readonly steps: number;
  readonly do: 'place' | 'cancel' | 'stop';
  readonly id: number;
  readonly inUs: number;
  readonly isOk: boolean;
}

const anyMoves = fc.array(
  fc.record<Move>({
    steps: fc.oneof(fc.constant(0), fc.nat({ max: 60 })),
    do: fc.constantFrom('place', 'place', 'cancel', 'stop'),
    id: fc.nat({ max: 5 }),
    inUs: fc.oneof(fc.constant(0), fc.nat({ max: 300_000 })),
    isOk: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Makes the moves: a stop comes behind a step that wrote a record, as one by Ctrl-C does. */
const move = ({ run }: Recorded, scenario: Scenario, { steps, id, inUs, isOk, ...what }: Move): void => {
  for (let left = steps; left > 0 && run.step(); left -= 1);
  if (what.do === 'stop') {
    const { lastSeq } = run;
    while (run.lastSeq === lastSeq && run.step());
    return run.stop('enough');
  }
  if (run.isOver) return undefined;
  const { venue, market } = scenario.markets[id % scenario.markets.length]!.terms;
  const verification = isOk ? 'ok' : 'badSignature';
  run.give(
    what.do === 'place' ? placing(venue, market, id, verification) : cancelling(venue, id, verification),
    run.nowUs + inUs,
  );
  return undefined;
};

const commandsIn = (records: readonly JournalRecord[]) =>
  records
    .filter((record): record is RecordOf<'command.received'> => record.type === 'command.received')
    .map(commandFromOutside)
    .filter((command) => command !== null);

/** To the end, with these commands on the way. */
const repeated = (one: Recorded, records: readonly JournalRecord[]): Recorded => {
  const steps = new CommandedSteps(one.run, commandsIn(records), 0);
  while (steps.step());
  return one;
};

async function* rowsOf(records: readonly JournalRecord[]) {
  for (const record of records) {
    await Promise.resolve();
    yield { record, text: encodeRecord(record, record.seq, record.atUs) };
  }
}

describe('a run that was given commands', () => {
  it('and killed anywhere comes to the digest of one that was never killed', () => {
    let commandsMet = 0;
    fc.assert(
      fc.property(anyChoice, anyMoves, fc.nat(), fc.nat(), (choice, moves, savedAt, killedAt) => {
        const scenario = scenarioOf(choice, 12);
        const whole = recorded(scenario);
        const states: RunState[] = [];
        for (const one of moves) {
          states.push(structuredClone(whole.run.save()));
          move(whole, scenario, one);
        }
        while (whole.run.step());
        expect(repeated(recorded(scenario), whole.records).run.digest).toBe(whole.run.digest);

        const written = whole.records.slice(0, 1 + (killedAt % whole.records.length));
        const uninterrupted = repeated(recorded(scenario), written);
        expect(uninterrupted.records.slice(0, written.length)).toEqual(written);
        const state = states
          .slice(0, 1 + (savedAt % states.length))
          .findLast(({ core }) => core.time.journal.lastSeq <= written.length);
        const resumed = repeated(recorded(scenario, state), written);
        expect(resumed.run.digest).toBe(uninterrupted.run.digest);
        expect(resumed.run.save()).toEqual(uninterrupted.run.save());
        commandsMet += commandsIn(written).length;
      }),
      { numRuns: 12, unbiased: true },
    );
    expect(commandsMet).toBeGreaterThan(5);
  });

  it('stops again by itself where its strategies fail, and a stop from outside behind that is repeated too', () => {
    const failing: Strategy<number> = {
      name: 'failing',
      start: () => 0,
      step: (seen) => {
        if (seen === 1) throw new Error('no idea what to do');
        return [seen + 1, []];
      },
    };
    const choice = fc.sample(anyChoice, { numRuns: 1, seed: 5 })[0]!;
    const scenario = scenarioOf(choice, 20);
    const strategies = new Map(scenario.strategies.map(({ strategy }) => [strategy, failing as Strategy<unknown>]));
    const own = (): Recorded => recorded(scenario, undefined, { strategies });
    const { run, records } = own();
    const stops = () => records.filter(({ type }) => type === 'command.received');
    while (stops().length === 0 && run.step());
    run.give(placing(scenario.venues[0]!.venue, 'any', 1));
    run.stop('enough');
    run.runToEnd();
    expect(stops()).toMatchObject([{ reason: 'strategyFaulted' }, { command: 'place' }, { command: 'stop' }]);
    expect(commandsIn(records).map(({ command }) => command)).toEqual(['place', 'stop']);
    expect(repeated(own(), records).run.digest).toBe(run.digest);
  });

  it('is over at its end: then a command is refused, and a stop says nothing', () => {
    const scenario = scenarioOf(fc.sample(anyChoice, { numRuns: 1, seed: 3 })[0]!, 2);
    const { run, records } = recorded(scenario);
    run.runToEnd();
    const { length } = records;
    run.stop('late');
    expect(() => run.give(cancelling(scenario.venues[0]!.venue, 1))).toThrow(
      "The command 'cancel' is refused: the run is over.",
    );
    expect(records).toHaveLength(length);
  });

  it('takes a stop from a session too, by the rule of sessions, and only where it was verified', () => {
    const scenario = scenarioOf(fc.sample(anyChoice, { numRuns: 1, seed: 3 })[0]!, 20);
    const { run, records } = recorded(scenario);
    const stop = { ...cancelling('any', 1), command: 'stop', what: { reason: 'enough' } };
    const [first, second] = [run.give({ ...stop, verification: 'badKey' }, 50), run.give(stop, 50)];
    expect([first, second]).toEqual([50, 51]);
    run.runToEnd();
    expect(records.at(-1)).toMatchObject({ type: 'run.ended', reason: 'enough' });
    expect(repeated(recorded(scenario), records).run.digest).toBe(run.digest);
  });

  it('refuses a stop that gives no reason, or more', () => {
    const { run } = recorded(scenarioOf(fc.sample(anyChoice, { numRuns: 1, seed: 3 })[0]!, 2));
    const stop = { ...cancelling('any', 1), command: 'stop' };
    for (const what of [{}, { reason: 1 }, { reason: 'a', more: 'b' }])
      expect(() => run.give({ ...stop, what })).toThrow(RefusedCommand);
    expect(run.lastSeq).toBe(0);
  });
});

describe('a run that replays a recording', () => {
  const { scenario: week, hash } = loadScenario('scenarios/fed-dec2025.yaml');
  const scenario = { ...week, length: { ...week.length, intentsMax: 40 } };
  const begun = async (): Promise<Recorded> => {
    // So little is read ahead that input is needed all the time.
    const input = await openRecordingFor(scenario.data!, scenario.data!.file!, 64);
    return recorded(scenario, undefined, { scenarioHash: hash, input });
  };

  it('takes a command behind what was recorded by its instant, and is re-executed with it', async () => {
    const { run, records } = await begun();
    const { venue, market } = scenario.markets[0]!.terms;
    expect(() => run.give(placing(venue, market, 1), 1)).toThrow(MisplacedInput);
    let givenUs: number | null = null;
    for (let steps = 0; ; steps += 1) {
      if (run.needsInput) await run.readInput();
      if (steps === 50) givenUs = run.give(placing(venue, market, 1), run.nowUs);
      if (!run.step()) break;
    }
    const command = commandsIn(records)[0]!;
    expect(command.atUs).toBe(givenUs);
    expect(records.some(({ seq, type }) => seq > command.seq && type === 'venue.accepted')).toBe(true);
    expect(await firstDifference(rowsOf(records), (await begun()).run, run.digest)).toBeNull();
    const dearer = records.with(command.seq - 1, {
      ...command,
      type: 'command.received',
      payload: command.payload.replace('410000', '990000'),
    });
    expect(await firstDifference(rowsOf(dearer), (await begun()).run, run.digest)).toContain(
      `'place' of record ${command.seq}`,
    );
  });
});

describe('what was changed in the rows of a run with commands', () => {
  const scenario = scenarioOf(fc.sample(anyChoice, { numRuns: 1, seed: 5 })[0]!, 20);
  const { venue, market } = scenario.markets[0]!.terms;
  const lived = (): Recorded => {
    const one = recorded(scenario);
    one.run.give(placing(venue, market, 1), 2_000);
    one.run.give(placing(venue, market, 2, 'badSignature'), 2_000);
    while (one.run.lastSeq < 60 && one.run.step());
    one.run.stop('enough');
    one.run.runToEnd();
    return one;
  };
  const { run, records } = lived();
  const [first, second, third] = commandsIn(records).map(({ seq }) => seq);
  const found = (rows: readonly JournalRecord[]): Promise<string | null> =>
    firstDifference(rowsOf(rows), recorded(scenario).run, run.digest);
  const withRecord = (seq: number, more: object): readonly JournalRecord[] =>
    records.with(seq - 1, { ...records[seq - 1]!, ...more } as JournalRecord);

  it('is nothing, where nothing was', async () => {
    expect(third).toBeDefined();
    expect(await found(records)).toBeNull();
  });

  it('is the row, where it is no command', async () => {
    const seq =
      records.findIndex(({ type }, index) => type === 'venue.accepted' && index > third!) + 1 || records.length;
    expect(await found(withRecord(seq, { atUs: 1 }))).toMatch(
      new RegExp(`^The record ${seq} \\(.+ was changed: atUs is 1`),
    );
    const last = records.at(-1)!;
    expect(await found([...records, { ...last, seq: last.seq + 1 }])).toBe(
      `The record ${last.seq + 1} was added: the run does not make it.`,
    );
  });

  it('is the command, although re-execution takes it as the rows have it', async () => {
    const payload = (records[first! - 1] as RecordOf<'command.received'>).payload!;
    const named = `'place' of record ${first}`;
    const cheaper = withRecord(first!, { payload: payload.replace('"price":"410000"', '"price":"400000"') });
    expect(await found(cheaper)).toContain(named);
    const refused = withRecord(first!, { payload: payload.replace('"ok"', '"badKey"') });
    expect(await found(refused)).toContain(named);
    // What a command says may change nothing else: the digest still tells, and all of them may be the one.
    const other = (records[second! - 1] as RecordOf<'command.received'>).payload!.replace('420000', '430000');
    expect(await found(withRecord(second!, { payload: other }))).toBe(
      `One of the commands was changed: ${named}, 'place' of record ${second}, 'stop' of record ${third}.`,
    );
    const said = await found(withRecord(third!, { payload: '{"what":{"reason":"other"}}' }));
    expect(said).toContain(`'stop' of record ${third}`);
    expect(await found(withRecord(third!, { command: 'pause' }))).toMatch(
      new RegExp(
        `^The command 'pause' of record ${third} is refused: this engine knows 'cancel', 'place', 'stop' and no other`,
      ),
    );
    expect(await found(withRecord(third!, { payload: '{"what":{}}' }))).toMatch(
      new RegExp(`^The command 'stop' of record ${third} is refused: it has a \`reason\``),
    );
  });

  it('is the command alone, where there is one', async () => {
    const one = recorded(scenario);
    while (one.run.lastSeq < 40 && one.run.step());
    one.run.stop('enough');
    one.run.runToEnd();
    const seq = commandsIn(one.records)[0]!.seq;
    const rows = one.records.with(seq - 1, {
      ...one.records[seq - 1]!,
      payload: '{"what":{"reason":"else"}}',
    } as JournalRecord);
    expect(await firstDifference(rowsOf(rows), recorded(scenario).run, one.run.digest)).toBe(
      `The command 'stop' of record ${seq} was changed.`,
    );
  });
});
