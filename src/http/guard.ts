// Who may ask: only a page that this server itself has served. A browser tells in Host and Origin whom it believes to be
// talking to; a name that was bent onto this machine (DNS rebinding) and a foreign page both give themselves away there.
import { isIP } from 'node:net';

/** What a request says about itself. */
export interface Asking {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`, which browsers send and pages cannot forge. */
  readonly site: string | undefined;
}

/** Who is answered. */
export interface Door {
  /** The host that the server listens on: where it is not this machine alone, plain addresses and that name are let in as well. */
  readonly host: string;
  /** Matches the origins of other pages that are let in; left out, none are. */
  readonly guest?: RegExp;
}

/** What a request says of its sender, where `header` gives the value of a header by its name in small letters. */
export const askingOf = (header: (name: string) => string | undefined): Asking => ({
  host: header('host'),
  origin: header('origin'),
  site: header('sec-fetch-site'),
});

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** An address cannot be bent onto another machine; a name can. */
const isAddress = (name: string): boolean => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;

/** Why a request is refused, as a sentence; null if it may be answered. */
export const refusalOf = ({ host, origin, site }: Asking, { host: listensOn, guest }: Door): string | null => {
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
