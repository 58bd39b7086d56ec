// A transaction with its COPYs in one message and one answer. Postgres takes the rows of a COPY as they come, also ahead of
// its own word that it is ready for them, and drops those of a COPY that it refused; so nothing waits for a round trip
// while the core computes between two turns of the event loop.
import type pg from 'pg';
import type { Submittable } from 'pg';
import { copyHeader, copyTrailer } from './copy-writer.ts';
import { failureOf, WriteFailed, type Copy } from './session.ts';
import { isSqlState, stateOf } from './store-error.ts';

const copyDone = Buffer.from([0x63, 0, 0, 0, 4]);
const copyData = 0x64;
const messageBytesMax = 512 * 1_024 * 1_024;

/** The frame of a message of data: its kind and its length. */
const frameOf = (bytes: number): Buffer => {
  const frame = Buffer.alloc(5);
  frame[0] = copyData;
  frame.writeInt32BE(bytes + 4, 1);
  return frame;
};

/** What the driver knows as a query of ours. */
type DriverConnection = pg.Connection & {
  query(text: string): void;
  readonly stream: { cork(): void; uncork(): void; write(bytes: Buffer): boolean };
};

/** One flush as the driver's query. */
export class FlushQuery implements Submittable {
  private readonly text: string;
  private readonly copies: readonly Copy[];
  private readonly isBroken: () => boolean;
  private isSent = false;
  private settle: (error: unknown) => void = () => undefined;

  constructor(statement: string, copies: readonly Copy[], isBroken: () => boolean) {
    const steps = copies.map(({ into }) => `copy ${into} from stdin with (format binary)`);
    this.text = ['begin', statement, ...steps, 'commit'].join(';');
    this.copies = copies;
    this.isBroken = isBroken;
  }

  /** Sends it, and waits until it is committed. Throws `WriteFailed`. */
  async run(client: pg.Client): Promise<void> {
    let failed: unknown;
    try {
      if (this.isBroken()) throw new Error('the connection is closed');
      await new Promise<void>((resolve, reject) => {
        this.settle = (error) => (error === null ? resolve() : reject(error as Error));
        client.query(this);
      });
      return;
    } catch (error) {
      failed = error;
    }
    const state = stateOf(failed);
    // Without a code of Postgres it was the connection that broke: before anything was sent, or perhaps behind the commit.
    if (!isSqlState(state)) throw new WriteFailed(this.isSent ? 'unknown' : 'connection', state, failed);
    if (!this.isBroken()) await client.query('rollback').catch(() => undefined);
    throw new WriteFailed(failureOf(state), state, failed);
  }

  /** The driver's turn to send it. */
  submit(connection: pg.Connection): void {
    const driver = connection as DriverConnection;
    const { stream } = driver;
    this.isSent = true;
    stream.cork();
    driver.query(this.text);
    for (const { rows } of this.copies) {
      stream.write(frameOf(copyHeader.length));
      stream.write(copyHeader);
      for (let at = 0; at < rows.length; at += messageBytesMax) {
        const part = rows.subarray(at, at + messageBytesMax);
        stream.write(frameOf(part.length));
        stream.write(part);
      }
      stream.write(frameOf(copyTrailer.length));
      stream.write(copyTrailer);
      stream.write(copyDone);
    }
    stream.uncork();
  }

  /** The server, or the driver for a broken connection, says that it failed. */
  handleError(error: Error): void {
    this.settle(error);
  }

  /** The server is done with all of it. */
  handleReadyForQuery(): void {
    this.settle(null);
  }

  handleCopyInResponse(): void {}
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
}
