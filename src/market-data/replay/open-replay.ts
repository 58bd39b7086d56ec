// A recording's file as the input of a run: hashed first, so that the run is of that file and no other.
import { hashOfFile, readRecording, type RecordingOptions } from '../recording.ts';
import { ReplayInput } from './replay-input.ts';

/** Opens a recording for a run. Throws the system's own error where the file cannot be opened or read. */
export const openReplay = async (
  path: string,
  options: RecordingOptions & { readonly readAhead?: number } = {},
): Promise<ReplayInput> => {
  const { readAhead, ...reading } = options;
  const sha256 = await hashOfFile(path);
  const recording = readRecording(path, reading);
  return new ReplayInput({ sha256, recording, ...(readAhead === undefined ? {} : { readAhead }) });
};
