// What is written of a run's state comes back as it was, whatever plain data it is, and nothing else is taken for it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfState, stateOfText, textOfBytes } from '../../../src/persistence/checkpoints/codec.ts';

const anyState = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, undefined, true, false, Number.NaN, Number.POSITIVE_INFINITY, -0),
    fc.double(),
    fc.bigInt(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe('a state', () => {
  it('is read as it was written, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyState, async (state) => {
        const text = await textOfBytes(bytesOfState(state));
        expect(text).toMatch(/^[\w+/=]*$/);
        expect(stateOfText(text)).toStrictEqual(state);
      }),
    );
  });

  it('is what it was when it was taken, whatever happens to it then', async () => {
    const state = { orders: [{ leavesQty: 5n }] };
    const bytes = bytesOfState(state);
    state.orders[0]!.leavesQty = 0n;
    expect(stateOfText(await textOfBytes(bytes))).toEqual({ orders: [{ leavesQty: 5n }] });
  });

  it('that is not plain data, or a text that is none of ours, is refused', async () => {
    expect(() => bytesOfState({ step: () => undefined })).toThrow();
    const text = await textOfBytes(bytesOfState({ a: 1n }));
    expect(() => stateOfText(text.slice(0, -4))).toThrow();
    expect(() => stateOfText('nothing')).toThrow();
  });
});
