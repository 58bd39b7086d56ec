// Who may ask: only a page that this server itself has served. A browser tells in Host and Origin whom it believes to be
// talking to; a name that was bent onto this machine (DNS rebinding) and a foreign page both give themselves away there.
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a request says about itself. */
export interface Asking {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`, which browsers send and pages cannot forge. */
  readonly site: string | undefined;
}

/** What these headers say of whoever asks. */
export const askingOf = ({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): Asking => ({
  host,
  origin,
  site: typeof site === 'string' ? site : undefined,
});

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** An address cannot be bent onto another machine; a name can. */
const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;

/**
 * Why a request is refused, as a sentence; null if it may be answered. `listensOn` is the host that the server was told
 * to listen on: where it is not this machine alone, plain addresses and that name are let in as well. Pages from elsewhere
 * are refused but for the origins that `guest` matches.
 */
export const refusalOf = (
  { host, origin, site }: Asking,
  listensOn: string,
  guest: RegExp | null = null,
): string | null => {
  if (host === undefined || host === '') return 'The request names no host.';
  const name = nameOf(host);
  const isOwn = LOOPBACK.has(name);
  const isOpen = !LOOPBACK.has(listensOn) && listensOn !== '::1';
  const isKnown = isOwn || (isOpen && (isAddress(name) || name === listensOn.toLowerCase()));
  if (!isKnown) return `This server does not answer for the host '${name.slice(0, 100)}'.`;
  if (origin !== undefined && guest?.test(origin) === true) return null;
  if (origin !== undefined && origin !== `http://${host}`) return 'This server answers its own page, and no other.';
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'This server answers its own page, and no other.';
  return null;
};

/** Refuses a request to become a WebSocket. */
export const refuseUpgrade = (stream: Duplex, status: string): void => {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** The headers of every answer: nothing from elsewhere is loaded, framed, guessed or remembered. */
export const answerHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};
