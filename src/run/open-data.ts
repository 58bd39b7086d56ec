// The recording of a run, as a user names it or the scenario does; what is wrong with it is a sentence.
import { openRecordingFor, recordingOptionsOf } from './open-recording.ts';
import { readRecording, type Recording } from '../market-data/recording.ts';
import type { ReplayInput } from '../market-data/replay/replay-input.ts';
import type { ScenarioData } from '../scenario/types.ts';
import { fileFault } from './file-fault.ts';
import { WrongInput } from './wrong-input.ts';

/** Opens a recording, and refuses a file in which there is none. Throws `WrongInput`. */
export const openData = async (path: string, data: ScenarioData): Promise<ReplayInput> => {
  try {
    const first = readRecording(path, recordingOptionsOf(data));
    for await (const batch of first.batches()) if (batch.length > 0) break;
    refuseEmpty(path, first);
    return await openRecordingFor(data, path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new WrongInput(`The recording ${path} cannot be read: ${fileFault(error)}.`);
  }
};

/** Refuses a file in which nothing was found. */
export const refuseEmpty = (path: string, { report }: Recording): void => {
  if (report.updates > 0) return;
  const [first] = report.firstFaults;
  const why = first === undefined ? '' : ` The first that is wrong, line ${first.line}: ${first.sentence}`;
  throw new WrongInput(
    `${path} holds no recording: it should be Polymarket's or Kalshi's frames as JSON lines, what 'dte data convert' ` +
      `writes, or level summaries of both as CSV.${why}`,
  );
};
