// What a run is given beside its scenario, held against the scenario: a test whose strategy, recording or option is silently
// left out is green without having tested anything.
import { choicesText } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/types.ts';
import { refuseUnknown } from '../scenario/unknown-option.ts';
import type { RunOptions } from './run-options.ts';

/** A recording is missing, was given to a scenario that replays none, or is not read. Its message is a sentence. */
export class MisplacedInput extends Error {
  override readonly name = 'MisplacedInput';
}

/** A strategy is missing, or was given to a scenario that has none of that name. Its message is a sentence. */
export class MisplacedStrategy extends Error {
  override readonly name = 'MisplacedStrategy';
}

const optionNames: Readonly<Record<keyof RunOptions, true>> = {
  scenarioHash: true,
  seed: true,
  intentsMax: true,
  faults: true,
  strategies: true,
  input: true,
  pickStory: true,
  commands: true,
  inspect: true,
};

/** Throws `UnknownOption`, `MisplacedInput` or `MisplacedStrategy` for the first option that does not fit the scenario. */
export const refuseMisplaced = (scenario: Scenario, options: RunOptions): void => {
  refuseUnknown('createRun', options, Object.keys(optionNames));
  const { name, data, strategies } = scenario;
  if ((data === undefined) !== (options.input === undefined))
    throw new MisplacedInput(
      data === undefined
        ? `The scenario ${name} replays no recording: its key data says how one is to be understood.`
        : `The scenario ${name} replays a recording: give the run one, as options.input of openRecordingFor(data, file).`,
    );
  const given = options.strategies ?? new Map<string, never>();
  for (const { strategy, module } of strategies)
    if (module !== null && !given.has(strategy))
      throw new MisplacedStrategy(
        `The scenario ${name} trades by the module of its strategy '${strategy}' (${module}), and the run was given none: ` +
          `use 'await runScenario(file)', which loads it, or give it as options.strategies, by that name.`,
      );
  const names = strategies.map(({ strategy }) => strategy);
  for (const strategy of given.keys())
    if (!names.includes(strategy))
      throw new MisplacedStrategy(
        `The scenario ${name} has no strategy '${strategy}', which the run was given: ${choicesText(strategy, names)}`,
      );
};

/** The error of a step that needs a part of the recording which is not read yet. */
export const unreadInput = ({ name }: Scenario): MisplacedInput =>
  new MisplacedInput(
    `The scenario ${name} replays a recording, which is read ahead: use 'await run.finish()', or wait for run.readInput() ` +
      'whenever run.needsInput.',
  );
