// What is kept of a running digest. It stands for itself, because the library's types lead here and not to Node's.

/** A digest at rest, as plain data. */
export interface DigestState {
  readonly recordsPerBlock: number;
  /** Records appended since the beginning. */
  readonly records: number;
  /** The digest of the last closed block, in hex; 64 zeros before the first. */
  readonly closed: string;
  /** The records of the open block, each behind its length (uint32, little endian), in base64. */
  readonly open: string;
}
