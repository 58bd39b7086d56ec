// The recording that a scenario replays, opened as the input of a run: understood as the scenario says, and hashed first, so
// that the run is of that file and no other.
import { hashOfFile, readRecording, type RecordingOptions } from '../market-data/recording.ts';
import { originOf, ReplayInput } from '../market-data/replay/replay-input.ts';
import type { ScenarioData } from '../scenario/types.ts';

/** How the recording of a scenario is read. */
export const recordingOptionsOf = ({ tokens, isNoInYesPrices, isBestChecked }: ScenarioData): RecordingOptions => ({
  ...(tokens.length === 0
    ? {}
    : { tokens: new Map(tokens.map(({ token, market, isFirst }) => [token, { market, isFirst }])) }),
  isNoInYesPrices,
  isBestChecked,
});

/**
 * Opens a recording for a run of a scenario; `readAhead` bounds how many items are held at once, and changes nothing else.
 * Throws the system's own error where the file cannot be opened or read.
 */
export const openRecordingFor = async (data: ScenarioData, file: string, readAhead?: number): Promise<ReplayInput> => {
  const sha256 = await hashOfFile(file);
  const recording = readRecording(file, recordingOptionsOf(data));
  const originUs = await originOf(readRecording(file, recordingOptionsOf(data)));
  return new ReplayInput({ sha256, recording, originUs, ...(readAhead === undefined ? {} : { readAhead }) });
};
