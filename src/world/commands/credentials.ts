// What looks like a credential, by the name of its field or by its own form. A journal outlives its run and is shown, so a
// secret must not get into one. It refuses too much rather than too little: what is meant well can have another name.
import type { CommandData } from './command.ts';

/** Parts of a name, without case and punctuation, that credentials have: fields of requests, headers, environment variables. */
const nameParts = [
  'secret',
  'signature',
  'passphrase',
  'passwd',
  'password',
  'privatekey',
  'apikey',
  'accesskey',
  'signingkey',
  'secretkey',
  'mnemonic',
  'seedphrase',
  'credential',
  'authorization',
  'bearer',
  'cookie',
  'hmac',
  'jwt',
  'accesstoken',
  'apitoken',
  'authtoken',
  'refreshtoken',
  'sessiontoken',
] as const;

/** Whole names of credentials. */
const names: ReadonlySet<string> = new Set(['auth', 'key', 'pass', 'pem', 'pk', 'pwd', 'sig', 'token']);

/** Names that have such a part, and name no credential: the id of a key, and how an order is signed. */
const harmless: ReadonlySet<string> = new Set(['apikeyid', 'accesskeyid', 'signaturetype']);

const isSecretName = (name: string): boolean => {
  const bare = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return !harmless.has(bare) && (names.has(bare) || nameParts.some((part) => bare.includes(part)));
};

/** Keys in PEM, an ECDSA signature of 65 bytes in hex, the value of an authorization header, a JSON web token. */
const secretForms = [
  /-----BEGIN /,
  /\b(?:0x)?[0-9a-f]{130}\b/i,
  /^\s*(?:basic|bearer)\s+\S/i,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]+/,
] as const;

const isSecretText = (text: string): boolean => secretForms.some((form) => form.test(text));

/** The path of the first field that looks like a credential; null if there is none. `path` is that of the value itself. */
export const credentialIn = (value: CommandData | undefined, path: string): string | null => {
  if (typeof value === 'string') return isSecretText(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const within = `${path}.${key}`;
    if (!Array.isArray(value) && isSecretName(key)) return within;
    const found = credentialIn(part, within);
    if (found !== null) return found;
  }
  return null;
};
