// The commands by name, with what the list of commands says of each. Their code is loaded one at a time, when it is asked for:
// all of it together takes ten times as long as Node itself.
import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** A command, before its code is loaded. */
export interface ListedCommand {
  /** Its options and arguments, as the list of commands shows them; '' for none. */
  readonly usage: string;
  readonly summary: string;
  /** Loads its code and adds the command to the program. */
  readonly add: (program: Command, terminal: Terminal) => Promise<void>;
}

const dependencies = async () => (await import('./run/command-dependencies.ts')).commandDependencies;

/** Every command, in the order in which the help lists them. */
export const commands: Readonly<Record<string, ListedCommand>> = {
  init: {
    usage: '[directory]',
    summary: 'write a commented scenario and an example strategy to start from',
    add: async (program, terminal) => (await import('./init.ts')).addInit(program, terminal),
  },
  run: {
    usage: '[options] [scenario.yaml]',
    summary: 'run a scenario against simulated venues',
    add: async (program, terminal) => (await import('./run.ts')).addRun(program, terminal, await dependencies()),
  },
  resume: {
    usage: '[options] <run>',
    summary: 'resume a run that crashed',
    add: async (program, terminal) => (await import('./resume.ts')).addResume(program, terminal, await dependencies()),
  },
  runs: {
    usage: '[options]',
    summary: 'list the runs of the database',
    add: async (program, terminal) => (await import('./runs.ts')).addRuns(program, terminal),
  },
  report: {
    usage: '[options] <run>',
    summary: 'tell a run of the database again',
    add: async (program, terminal) => (await import('./report.ts')).addReport(program, terminal, await dependencies()),
  },
  explain: {
    usage: '[options] <id> [scenario.yaml]',
    summary: 'tell the life of one order or arbitrage',
    add: async (program, terminal) =>
      (await import('./explain.ts')).addExplain(program, terminal, await dependencies()),
  },
  stately: {
    usage: '[options] <file.jsonl> [scenario.yaml]',
    summary: "show a run's journal file to Stately's inspector",
    add: async (program, terminal) =>
      (await import('./stately.ts')).addStatelyCommand(program, terminal, await dependencies()),
  },
  diff: {
    usage: '[options] <a> <b>',
    summary: 'show where two journals part',
    add: async (program, terminal) => (await import('./diff.ts')).addDiff(program, terminal),
  },
  compare: {
    usage: '[options] <a> <b...>',
    summary: 'set what runs came to side by side',
    add: async (program, terminal) => {
      const { processShell } = await import('./run/shell.ts');
      (await import('./compare.ts')).addCompare(program, terminal, processShell);
    },
  },
  verify: {
    usage: '[options] <journal>',
    summary: 'audit a journal again, from its file or its rows',
    add: async (program, terminal) => {
      const { addVerify } = await import('./verify.ts');
      const { reExecute } = await import('../run/recorded/re-execute.ts');
      const given = await dependencies();
      addVerify(program, terminal, ({ inputs, id }) => reExecute(inputs, id, given));
    },
  },
  db: {
    usage: '',
    summary: 'look after the database',
    add: async (program, terminal) => (await import('./db.ts')).addDb(program, terminal),
  },
  visualize: {
    usage: '[options] [run...]',
    summary: 'watch runs and go through them in a browser',
    add: async (program, terminal) => (await import('./visualize.ts')).addVisualize(program, terminal, dependencies),
  },
  faults: {
    usage: '[options] [fault]',
    summary: 'list the faults that can be injected',
    add: async (program, terminal) => (await import('./faults.ts')).addFaults(program, terminal),
  },
  venues: {
    usage: '[options] [venue]',
    summary: 'list the simulated venues, show their capability cards',
    add: async (program, terminal) => (await import('./venues.ts')).addVenues(program, terminal),
  },
  machines: {
    usage: '[options] [chart]',
    summary: 'list the statecharts, draw them, export them',
    add: async (program, terminal) => (await import('./machines.ts')).addMachines(program, terminal),
  },
  data: {
    usage: '',
    summary: 'look at recordings of real markets, convert them, fit a scenario to them',
    add: async (program, terminal) => (await import('./data.ts')).addData(program, terminal),
  },
};
