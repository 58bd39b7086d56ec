// A live run: its records enter the index at once, and are written to a file of their own, from which pages are read. It
// is a consumer of the journal and never reaches back; what it costs is wall time.
import { writeSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalConsumer } from '../../journal/journal.ts';
import { decodeRecord, encodeRecord } from '../../journal/encode.ts';
import { readLines } from './file-source.ts';
import { InspectedRun } from './inspected-run.ts';
import { LinePlaces } from './line-places.ts';

/** A live run that is watched. */
export interface Watched {
  readonly run: InspectedRun;
  /** Takes what the journal says. */
  readonly consume: JournalConsumer;
  /** The run is over: there are no further records. */
  end(): void;
  /** Closes and removes the file. */
  close(): Promise<void>;
}

const PIECE_LENGTH = 256 * 1_024;

/** Begins to watch a run under that name, with its file below `folder`. Throws what the file system says. */
export const watchRun = async (name: string, folder: string): Promise<Watched> => {
  const own = await mkdtemp(join(folder, 'dte-watch-'));
  const file = await open(join(own, 'journal.jsonl'), 'wx+');
  const places = new LinePlaces();
  let pending: string[] = [];
  let length = 0;
  let written = 0;
  let isClosed = false;

  const flush = (): void => {
    const bytes = Buffer.from(pending.join(''));
    for (let done = 0; done < bytes.length;)
      done += writeSync(file.fd, bytes, done, bytes.length - done, written + done);
    written += bytes.length;
    pending = [];
    length = 0;
  };

  const run = new InspectedRun(
    name,
    {
      name: 'this run',
      share: 1,
      // Nothing is read ahead: the run itself tells.
      async *batches() {},
      read: async (firstSeq, lastSeq) => {
        flush();
        return await readLines(file, places, decodeRecord, firstSeq, lastSeq);
      },
      close: async () => {
        if (isClosed) return;
        isClosed = true;
        await file.close();
        await rm(own, { recursive: true, force: true });
      },
    },
    true,
  );

  return {
    run,
    consume: (body, seq, atUs) => {
      run.index.observe(body, seq, atUs);
      const line = `${encodeRecord(body, seq, atUs)}\n`;
      places.add(Buffer.byteLength(line));
      pending.push(line);
      length += line.length;
      if (length >= PIECE_LENGTH) flush();
    },
    end: () => {
      run.state = 'whole';
    },
    close: () => run.source.close(),
  };
};
