// The options by which Stately's inspector is let in. What it is shown is loaded when somebody asks for it.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { FOLLOWED_USUALLY, parseFollowed, type Followed } from '../../inspect/stately/followed.ts';
import { wrongInput } from '../command-failed.ts';
import { portParser } from '../visualize/serve-options.ts';

/** Where the inspector is looked for if nobody says. */
const STATELY_PORT = 8686;

/** What was typed of it. */
export interface StatelyOptions {
  /** The port. */
  readonly stately?: number;
  readonly actors?: Followed;
}

const parseActors = (text: string): Followed => {
  const followed = parseFollowed(text);
  if (followed === null) throw new InvalidArgumentError("It must be 'all', or arbitrages such as 763 or 1-20,763.");
  return followed;
};

const statelyOption = (): Option =>
  new Option('--stately [port]', "let Stately's inspector watch, and keep serving after the end")
    .preset(String(STATELY_PORT))
    .argParser(portParser('; what is run or shown stands before the option'));

/** The option that says at which port an inspector finds it. */
export const portOption = (): Option =>
  new Option('--port <port>', 'where it is served, on this machine alone; 0 takes a free port')
    .default(STATELY_PORT)
    .argParser(portParser());

/** The option that says which actors an inspector is shown. */
export const actorsOption = (): Option =>
  new Option(
    '--actors <which>',
    `the arbitrages that an inspector is shown, with their orders: such as 763, 1-20,763 or all (${FOLLOWED_USUALLY})`,
  ).argParser(parseActors);

/** Adds the options of a run that may be watched. */
export const addStately = (command: Command): Command => command.addOption(statelyOption()).addOption(actorsOption());

/** Refuses a choice of actors that nobody shows. */
export const refuseActorsAlone = ({ stately, actors }: StatelyOptions): void => {
  if (stately === undefined && actors !== undefined) throw wrongInput('--actors says what --stately shows.');
};
