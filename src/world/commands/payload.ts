// The payload of a command as text: canonical JSON, so that two commands that say the same have the same record, whatever
// the order of their keys. Whole numbers alone: a fraction has more than one writing, and no amount is a float.
import { canonicalText } from '../../kernel/canonical-text.ts';
import { RefusedCommand, type CommandData, type Commander, type CommandPayload } from './command.ts';
import { credentialIn } from './credentials.ts';

/** Levels of lists and objects within each other. */
const DEPTH_MAX = 16;

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/** Why a value is not plain data of a command, as the end of a sentence; null if it is. */
const faultIn = (value: unknown, path: string, depth: number): string | null => {
  if (depth > DEPTH_MAX) return `${path} lies deeper than ${DEPTH_MAX} levels`;
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return null;
  if (typeof value === 'number')
    return Number.isSafeInteger(value)
      ? null
      : `${path} is not a whole number: an amount is micros as a text of digits`;
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) {
      const fault = faultIn(part, `${path}.${index}`, depth + 1);
      if (fault !== null) return fault;
    }
    return null;
  }
  if (!isMap(value)) return `${path} is not JSON`;
  for (const [key, part] of Object.entries(value)) {
    const fault = part === undefined ? null : faultIn(part, `${path}.${key}`, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
};

const commanderOf = (who: unknown): Commander | null => {
  if (!isMap(who)) return null;
  const { account, keyId, ...others } = who;
  const isOne = typeof account === 'string' && typeof keyId === 'string' && Object.keys(others).length === 0;
  return isOne ? { account, keyId } : null;
};

/** Checks what a payload says. Throws `RefusedCommand`, which names the command. */
const checked = (command: string, payload: unknown): CommandPayload => {
  const refuse = (why: string): never => {
    throw new RefusedCommand(command, why);
  };
  if (!isMap(payload)) return refuse('its payload is no object with `what`');
  const fault = faultIn(payload, 'payload', 0);
  if (fault !== null) return refuse(fault);
  const { who, verification, what, ...others } = payload;
  const [other] = Object.keys(others);
  if (other !== undefined) return refuse(`its payload holds '${other}' beside who, verification and what`);
  if (!isMap(what)) return refuse('its payload has no object `what`');
  const secret = credentialIn(payload as CommandData, 'payload');
  if (secret !== null)
    return refuse(`${secret} looks like a credential, and a journal holds none: name the key by \`who.keyId\``);
  const asked = what as CommandPayload['what'];
  if (who === undefined && verification === undefined) return { what: asked };
  const commander = commanderOf(who);
  if (commander === null) return refuse('its payload names nobody: `who` has `account` and `keyId`');
  if (typeof verification !== 'string' || verification === '')
    return refuse("its payload lacks `verification`: 'ok', or the name of the refusal");
  return { who: commander, verification, what: asked };
};

/** The canonical JSON of a payload. Throws `RefusedCommand` for one that is not plain data, or holds what looks like a credential. */
export const textOfPayload = (command: string, payload: CommandPayload): string =>
  canonicalText(checked(command, payload));

/** The payload of a text. Throws `RefusedCommand` for a text that `textOfPayload` does not write. */
export const payloadOfText = (command: string, text: string): CommandPayload => {
  const read = checked(command, parsed(text));
  if (canonicalText(read) !== text) throw new RefusedCommand(command, 'its payload is not in canonical JSON');
  return read;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
