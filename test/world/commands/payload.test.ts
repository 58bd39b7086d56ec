// Goal: a payload has one writing, whatever the order of its keys; what is not plain data is refused; and nothing that looks
// like a credential gets into one, nor into the sentence that refuses it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandData, CommandPayload } from '../../../src/world/commands/command.ts';
import { payloadOfText, textOfPayload } from '../../../src/world/commands/payload.ts';

/** Names and texts that never look like a credential. */
const anyName = fc.constantFrom('a', 'b', 'clOrdId', 'tokenId', 'price', '__proto__', 'ü', '');
const anyText = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('\u0000', '"', '\uD800', '0.48', '-1'));
const anyData = fc.letrec<{ data: CommandData; map: Record<string, CommandData> }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4 },
    anyText,
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    fc.array(tie('data'), { maxLength: 3 }),
    tie('map'),
  ),
  map: fc.dictionary(anyName, tie('data'), { maxKeys: 4 }),
}));
const anyPayload: fc.Arbitrary<CommandPayload> = fc.record(
  {
    who: fc.record({ account: anyText, keyId: anyText }),
    verification: fc.constantFrom('ok', 'badKey'),
    what: anyData.map,
  },
  { noNullPrototype: true },
);

/** The same with the keys of every object the other way round. */
const turned = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(turned) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, part]) => [key, turned(part as unknown)])) as T;
};

const refusalOf = (what: unknown, more: object = {}): string => {
  try {
    textOfPayload('place', { what, ...more } as CommandPayload);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('a payload', () => {
  it('is the same text whatever the order of its keys, and reads as what was written', () => {
    fc.assert(
      fc.property(anyPayload, (payload) => {
        const text = textOfPayload('place', payload);
        expect(textOfPayload('place', turned(payload))).toBe(text);
        expect(JSON.parse(text)).toEqual(payload);
        expect(payloadOfText('place', text)).toEqual(payload);
        const keys = Object.keys(JSON.parse(text) as object);
        expect(keys).toEqual(keys.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it('is refused in any other writing', () => {
    const text = textOfPayload('place', { what: { a: 1, b: [true, null] } });
    for (const other of ['', 'null', '[]', '{}', '{"what":', text.replace('"a"', ' "a"'), '{"what":{"b":1,"a":2}}'])
      expect(() => payloadOfText('place', other)).toThrow(/^The command 'place' is refused: .+\.$/);
    expect(() => payloadOfText('place', '{"what":{"b":1,"a":2}}')).toThrow('not in canonical JSON');
  });

  it('holds whole numbers alone, and plain data that is not too deep', () => {
    const deep = (levels: number): unknown => (levels === 0 ? 'bottom' : [deep(levels - 1)]);
    expect(refusalOf({ at: deep(14) })).toBe('');
    const cases: readonly (readonly [unknown, string])[] = [
      [{ price: 0.48 }, 'payload.what.price is not a whole number: an amount is micros as a text of digits'],
      [{ price: [1, Number.NaN] }, 'payload.what.price.1 is not a whole number'],
      [{ n: 2 ** 53 }, 'payload.what.n is not a whole number'],
      [{ qty: 5n }, 'payload.what.qty is not JSON'],
      [{ at: new Date(0) }, 'payload.what.at is not JSON'],
      [{ list: [undefined] }, 'payload.what.list.0 is not JSON'],
      [{ at: deep(15) }, 'lies deeper than 16 levels'],
      ['what', 'its payload has no object `what`'],
    ];
    for (const [what, words] of cases) expect(refusalOf(what)).toContain(words);
    expect(refusalOf({}, { body: 1 })).toContain("its payload holds 'body' beside who, verification and what");
    for (const who of [null, {}, { account: 'a' }, { account: 'a', keyId: 1 }, { account: 'a', keyId: 'k', more: '' }])
      expect(refusalOf({}, { who, verification: 'ok' })).toContain('names nobody');
    for (const verification of [undefined, '', true])
      expect(refusalOf({}, { who: { account: 'a', keyId: 'k' }, verification })).toContain('lacks `verification`');
    expect(refusalOf({}, { verification: 'ok' })).toContain('names nobody');
  });

  const value = 'a value that must not be shown';

  it.each([
    'secret',
    'apiSecret',
    'api_secret',
    'secretKey',
    'SECRET_KEY',
    'apiKey',
    'POLY_API_KEY',
    'passphrase',
    'POLY_PASSPHRASE',
    'password',
    'passwd',
    'pwd',
    'signature',
    'POLY_SIGNATURE',
    'KALSHI-ACCESS-SIGNATURE',
    'KALSHI-ACCESS-KEY',
    'orderSignature',
    'sig',
    'privateKey',
    'private_key',
    'privateKeyPem',
    'PK',
    'pem',
    'mnemonic',
    'seedPhrase',
    'credentials',
    'authorization',
    'Authorization',
    'accessToken',
    'sessionToken',
    'token',
    'cookie',
    'hmac',
    'jwt',
    'auth',
    'key',
  ])('with a field %s is refused, wherever it stands, and its value is not shown', (name) => {
    for (const what of [{ [name]: value }, { order: { [name]: { deep: value } } }, { orders: [{ [name]: 1 }] }]) {
      const words = refusalOf(what);
      expect(words).toMatch(/payload\.what\.\S+ looks like a credential, and a journal holds none/);
      expect(words).toContain(name);
      expect(words).not.toContain(value);
    }
  });

  it.each([
    ['a key in PEM', `-----BEGIN ${'PRIVATE'} KEY-----\nMIIE`],
    ['a signature in hex', `0x${'1b'.repeat(65)}`],
    ['a signature in hex without 0x', 'AB'.repeat(65)],
    ['the value of an authorization header', 'Bearer abc.def'],
    ['basic credentials', 'Basic dXNlcjpwYXNz'],
    ['a JSON web token', `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJzdWIiOiIxIn0.c2ln`],
  ])('that holds %s under any name is refused', (_what, text) => {
    for (const what of [{ note: text }, { list: [{ note: text }] }]) {
      expect(refusalOf(what)).toContain('looks like a credential');
      expect(refusalOf(what)).not.toContain(text);
    }
    expect(refusalOf({}, { who: { account: text, keyId: 'k' }, verification: 'ok' })).toContain(
      'looks like a credential',
    );
  });

  it('may name a key by its id, a token of a market, and how an order is signed', () => {
    const what = {
      tokenId: '71321045679252212594626385532706912750332728571942532289631379312455583992563',
      conditionId: `0x${'5f'.repeat(32)}`,
      maker: `0x${'a1'.repeat(20)}`,
      signatureType: 2,
      apiKeyId: 'k-1',
      nonce: '7',
      reason: 'the bearer of bad news',
    };
    expect(refusalOf(what, { who: { account: 'bot', keyId: '3f6c' }, verification: 'badSignature' })).toBe('');
  });
});
