// The running digest of a stream of records: a chain, digestₙ = sha256(digestₙ₋₁ ‖ block), where digest₀ is 32
// zero bytes and a block is a fixed number of records. Blocks are cut by counting records, never by a flush,
// because Node cannot save the state of a hash: at rest, the open block is kept as it is.
import { createHash } from 'node:crypto';
import { assert } from './assert.ts';
import { ByteWriter } from './byte-writer.ts';
import type { DigestState } from './digest-state.ts';

export type { DigestState } from './digest-state.ts';

const digestBytes = 32;
const lengthBytes = 4;
const recordsPerBlockByDefault = 256;

/** The digest of all records so far, whatever the pieces in which they came, and across save and restore. */
export class RunningDigest {
  private readonly recordsPerBlock: number;
  private recordCount = 0;
  private openRecords = 0;
  // Where the record that is being written begins with its length; or 0.
  private begunAt = 0;
  // The digest of the last closed block, then the open block: what is hashed next lies in one piece.
  private readonly block = new ByteWriter();

  /** Two digests are comparable only if their blocks have the same number of records, a positive integer. */
  constructor(recordsPerBlock = recordsPerBlockByDefault) {
    assert(
      Number.isSafeInteger(recordsPerBlock) && recordsPerBlock >= 1,
      () => `a block cannot have ${recordsPerBlock} records`,
    );
    this.recordsPerBlock = recordsPerBlock;
    this.block.used = digestBytes;
  }

  /** Returns a digest that continues exactly as the saved one would have. */
  static restore(state: DigestState): RunningDigest {
    const digest = new RunningDigest(state.recordsPerBlock);
    const closed = Buffer.from(state.closed, 'hex');
    const open = Buffer.from(state.open, 'base64');
    assert(closed.length === digestBytes, 'the closed digest has not 32 bytes');
    assert(Number.isSafeInteger(state.records) && state.records >= 0, 'the record count is not a count');
    digest.recordCount = state.records;
    digest.openRecords = state.records % state.recordsPerBlock;
    assert(recordsIn(open) === digest.openRecords, 'the open block has not the records that the count says');
    digest.block.reserve(open.length);
    closed.copy(digest.block.bytes);
    open.copy(digest.block.bytes, digestBytes);
    digest.block.used = digestBytes + open.length;
    return digest;
  }

  /** Records appended since the beginning. */
  get records(): number {
    return this.recordCount;
  }

  /**
   * Appends one record; a string counts as its UTF-8 bytes, and is well formed (a lone surrogate would become
   * U+FFFD). Each record is preceded by its length, so that "ab", "c" is not "a", "bc".
   */
  append(record: Uint8Array | string): void {
    const block = this.begin();
    if (typeof record === 'string') block.text(record);
    else {
      block.reserve(record.length);
      block.bytes.set(record, block.used);
      block.used += record.length;
    }
    this.end();
  }

  /** Begins a record that is written where it will be hashed. The caller writes its bytes, then calls `end`. */
  begin(): ByteWriter {
    const { block } = this;
    block.reserve(lengthBytes);
    this.begunAt = block.used;
    block.used += lengthBytes;
    return block;
  }

  /** The record that was begun is complete. */
  end(): void {
    const { block, begunAt } = this;
    assert(begunAt > 0, 'no record is begun');
    this.begunAt = 0;
    block.bytes.writeUInt32LE(block.used - begunAt - lengthBytes, begunAt);
    this.recordCount += 1;
    this.openRecords += 1;
    if (this.openRecords === this.recordsPerBlock) this.closeBlock();
  }

  /** The digest of everything so far, in hex. The open block counts as it stands, and stays open. */
  value(): string {
    return this.openRecords === 0 ? this.block.bytes.toString('hex', 0, digestBytes) : this.hash().toString('hex');
  }

  /** The digest as plain data. */
  save(): DigestState {
    assert(this.begunAt === 0, 'a digest is at rest between two records');
    return {
      recordsPerBlock: this.recordsPerBlock,
      records: this.recordCount,
      closed: this.block.bytes.toString('hex', 0, digestBytes),
      open: this.block.bytes.toString('base64', digestBytes, this.block.used),
    };
  }

  private closeBlock(): void {
    this.hash().copy(this.block.bytes);
    this.block.used = digestBytes;
    this.openRecords = 0;
  }

  private hash(): Buffer {
    return createHash('sha256').update(this.block.bytes.subarray(0, this.block.used)).digest();
  }
}

/** Records in a block, or NaN if it ends in the middle of one. */
function recordsIn(block: Buffer): number {
  let records = 0;
  let at = 0;
  while (at + lengthBytes <= block.length) {
    at += lengthBytes + block.readUInt32LE(at);
    records += 1;
  }
  return at === block.length ? records : Number.NaN;
}
