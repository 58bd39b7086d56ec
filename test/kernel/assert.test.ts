import { describe, expect, test } from 'vitest';
import { assert, AssertionFailed, unreachable } from '../../src/kernel/assert.ts';

describe('assert', () => {
  test('lets a true condition pass, narrows it, and never calls for the message', () => {
    const text: string | undefined = ['filled'][0];
    assert(text !== undefined, () => {
      throw new Error('the message was asked for');
    });
    expect(text.length).toBe(6);
  });

  test('throws AssertionFailed with the message, stated or put together', () => {
    expect(() => assert(false, 'stated')).toThrow(new AssertionFailed('stated'));
    expect(() => assert(false, () => `put ${'together'}`)).toThrow(new AssertionFailed('put together'));
    expect(new AssertionFailed('named').name).toBe('AssertionFailed');
  });
});

describe('unreachable', () => {
  test('shows the value that got where none can, a bigint or a cycle included', () => {
    const cycle: Record<string, unknown> = { orderQty: 5n };
    cycle['self'] = cycle;
    expect(() => unreachable('surprise' as never)).toThrow("unreachable: 'surprise'");
    expect(() => unreachable(cycle as never)).toThrow(/unreachable: .*orderQty: 5n/);
    expect(() => unreachable(undefined as never)).toThrow(AssertionFailed);
  });
});
