// `dte data convert`: a recording of any form into the canonical one.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { faultKinds } from '../../market-data/read/tally.ts';
import { writeCanonical } from '../../market-data/write-canonical.ts';
import type { MarketUpdate } from '../../market-data/types.ts';
import { countText, manyText } from '../../text/units.ts';
import { wrongInput } from '../command-failed.ts';
import { fileFault } from '../../run/file-fault.ts';
import type { Terminal } from '../terminal.ts';
import { refuseEmpty } from '../../run/open-data.ts';
import { addReadingOptions, openRecording, type ReadingOptions } from './open-recording.ts';

/** Adds `data convert` to its command. */
export const addConvert = (data: Command, terminal: Terminal): void => {
  const command = data
    .command('convert')
    .summary('write a recording in the canonical form')
    .description(
      'Writes a recording in the one canonical form: JSON lines, numbered, an update each. Overwrites nothing.',
    )
    .argument('<in>', 'a recording')
    .argument('<out>', 'where to; gzipped where its name ends in .gz');
  addReadingOptions(command).action(async (path: string, out: string, options: ReadingOptions) => {
    if (existsSync(out)) throw wrongInput(`${out} exists already, and nothing was written.`);
    const recording = openRecording(path, options, terminal);
    const refusing = async function* (): AsyncGenerator<readonly MarketUpdate[]> {
      yield* recording.batches();
      refuseEmpty(path, recording);
    };
    try {
      await writeCanonical(out, refusing());
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error;
      throw wrongInput(`${out} cannot be written: ${fileFault(error)}.`);
    }
    const { updates, faults, lines } = recording.report;
    const kinds = faultKinds.filter((kind) => faults[kind] > 0).map((kind) => `${countText(faults[kind])} ${kind}`);
    const wrong = kinds.length === 0 ? '' : ` Wrong with it: ${kinds.join(', ')} (dte data inspect shows where).`;
    terminal.out(`${out}\n`);
    terminal.err(`${manyText(updates, 'update')} of ${manyText(lines, 'line')}.${wrong}\n`);
  });
};
