// `dte data`: recordings of real markets, looked at, converted and fitted. One file a command, in data/.
import type { Command } from 'commander';
import { addConvert } from './data/convert.ts';
import { addFit } from './data/fit.ts';
import { addInspect } from './data/inspect.ts';
import type { Terminal } from './terminal.ts';

/** Adds `data` and its commands to the program. */
export const addData = (program: Command, terminal: Terminal): void => {
  const data = program
    .command('data')
    .description(
      'Recordings of real markets: what is in one, the same in the canonical form, a scenario fitted to it.',
    );
  addInspect(data, terminal);
  addConvert(data, terminal);
  addFit(data, terminal);
};
