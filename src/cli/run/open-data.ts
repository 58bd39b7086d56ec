// The recording of a run, as it is named on the command line or by the scenario; what is wrong with it is a sentence.
import { openRecordingFor, recordingOptionsOf } from '../../engine/open-recording.ts';
import { readRecording } from '../../market-data/recording.ts';
import type { ReplayInput } from '../../market-data/replay/replay-input.ts';
import type { ScenarioData } from '../../scenario/types.ts';
import { wrongInput } from '../command-failed.ts';
import { refuseEmpty } from '../data/open-recording.ts';
import { fileFault } from '../file-fault.ts';

/** Opens a recording, and refuses a file in which there is none. Throws `CommandFailed` for exit code 2. */
export const openData = async (path: string, data: ScenarioData): Promise<ReplayInput> => {
  try {
    const first = readRecording(path, recordingOptionsOf(data));
    for await (const batch of first.batches()) if (batch.length > 0) break;
    refuseEmpty(path, first);
    return await openRecordingFor(data, path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw wrongInput(`The recording ${path} cannot be read: ${fileFault(error)}.`);
  }
};
