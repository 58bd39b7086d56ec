// What wrote a run or a checkpoint, and whether this engine may resume it: only the same build may, for any other need
// not write the same journal.
import { codecVersion } from './codec.ts';

/** An engine, as what it writes carries it. */
export interface Build {
  /** How states are written. */
  readonly codec: number;
  /** Of the engine's code, and of the Node that runs it. */
  readonly buildHash: string;
  /** Of the definition of every chart, by its name. */
  readonly chartHashes: Readonly<Record<string, string>>;
}

/** This engine: its code by a hash, its charts by theirs. */
export const buildOf = (buildHash: string, chartHashes: Build['chartHashes']): Build => ({
  codec: codecVersion,
  buildHash,
  chartHashes,
});

/** Returns why this engine cannot resume what another one wrote, as the end of a sentence; null if it wrote it itself. */
export const foreignBuild = (written: Build, own: Build): string | null => {
  if (written.codec !== own.codec)
    return `it is in the writing ${written.codec} of states, and this engine has ${own.codec}`;
  const names = [...new Set([...Object.keys(written.chartHashes), ...Object.keys(own.chartHashes)])];
  const other = names.find((name) => written.chartHashes[name] !== own.chartHashes[name]);
  if (other !== undefined) return `its chart '${other}' is defined otherwise than this engine's`;
  if (written.buildHash !== own.buildHash)
    return `it was written by another build of the engine, or under another Node`;
  return null;
};
