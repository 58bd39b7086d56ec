// Who may come in: a browser that was sent here by a foreign page, or by a foreign name for this machine, is refused.
// Programs that are no browsers name no origin, and run on this machine already. Knows headers alone.
import type { IncomingMessage } from 'node:http';

const STATELY = /^https:\/\/(?:[a-z0-9-]+\.)*stately\.ai$/;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** Why a request is refused; null where it is not. */
export type Refusal = 'foreign host' | 'foreign origin' | null;

/** Judges a request to a server that listens on loopback at that port. */
export const refusalOf = ({ headers }: IncomingMessage, port: number): Refusal => {
  const { host, origin } = headers;
  if (!LOOPBACK.some((name) => host === `${name}:${port}`)) return 'foreign host';
  if (origin === undefined || STATELY.test(origin)) return null;
  return LOOPBACK.some((name) => origin === `http://${name}:${port}`) ? null : 'foreign origin';
};
