// `dte init`: a commented scenario and a strategy to start from. Overwrites nothing.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { scenarioJsonSchema } from '../scenario/json-schema.ts';
import { programIn } from '../run/execution/command-line.ts';
import { wrongInput } from './command-failed.ts';
import { scenarioTemplate } from './init/scenario-template.ts';
import { strategyTemplate } from './init/strategy-template.ts';
import type { Terminal } from './terminal.ts';

const templates: readonly { readonly file: string; readonly what: string; readonly text: () => string }[] = [
  { file: 'scenario.yaml', what: 'what is run: venues, markets, pairs, faults', text: () => scenarioTemplate },
  { file: 'my-strategy.ts', what: 'what trades: a strategy of your own', text: () => strategyTemplate },
  { file: 'scenario.schema.json', what: 'for your editor, which completes by it', text: scenarioJsonSchema },
];

const init = (directory: string, terminal: Terminal): void => {
  const files = templates.map((template) => ({ ...template, path: join(directory, template.file) }));
  const taken = files.filter(({ path }) => existsSync(path)).map(({ path }) => path);
  if (taken.length > 0)
    throw wrongInput(
      `${taken.join(' and ')} ${taken.length === 1 ? 'exists' : 'exist'} already, and nothing was written.`,
    );
  try {
    mkdirSync(directory, { recursive: true });
    for (const { path, text } of files) writeFileSync(path, text(), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw wrongInput(`Nothing can be written to ${directory}: ${String(error.code)}.`);
  }
  for (const { path } of files) terminal.out(`${path}\n`);
  const width = Math.max(...files.map(({ path }) => path.length));
  const list = files.map(({ path, what }) => `  ${path.padEnd(width)}  ${what}\n`).join('');
  terminal.err(
    `\n  A simulation: it cannot trade. Written:\n${list}\n  Next: ${programIn(terminal.environment)} run ${join(directory, 'scenario.yaml')}\n`,
  );
};

/** Adds `init` to the program. */
export const addInit = (program: Command, terminal: Terminal): void => {
  program
    .command('init')
    .description('Writes a commented scenario and an example strategy to start from; overwrites nothing.')
    .argument('[directory]', 'where to', '.')
    .action((directory: string) => init(directory, terminal));
};
