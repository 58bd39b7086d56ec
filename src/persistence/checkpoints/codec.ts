// How the whole live state of a run is written as text, and read again. This file alone knows how a bigint is written: by
// V8's own serialization, which keeps whatever plain data holds (bigints, absent fields, numbers to the last bit), of the
// state by column. Knows nothing of what it writes.
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { constants, deflateRaw, inflateRawSync } from 'node:zlib';
import { fromColumns, toColumns, type Columns } from './columns.ts';

/** The writing. A checkpoint of another cannot be read. */
export const codecVersion = 3;

const deflate = promisify(deflateRaw);

/** Plain data as bytes that nothing changes any more. Throws what V8 throws at functions and the like. */
export const bytesOfState = (state: unknown): Buffer => serialize(toColumns(state));

/** Those bytes as text for a column, made smaller on another thread. */
export const textOfBytes = async (bytes: Buffer): Promise<string> =>
  (await deflate(bytes, { level: constants.Z_BEST_SPEED })).toString('base64');

/** The state of such a text. Throws what zlib and V8 throw at any other. */
export const stateOfText = (text: string): unknown =>
  fromColumns(deserialize(inflateRawSync(Buffer.from(text, 'base64'))) as Columns);
