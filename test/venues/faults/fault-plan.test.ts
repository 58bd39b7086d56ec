// What a scenario may say of a fault: what makes no sense is refused with its key and a sentence.
import { describe, expect, it } from 'vitest';
import { faultCatalogue, faultNames } from '../../../src/venues/faults/catalogue.ts';
import { checkFault, checkFaults, InvalidFault, type FaultSpec } from '../../../src/venues/faults/fault-plan.ts';

const good: FaultSpec = {
  fault: 'ackLate',
  venue: 'kalshi',
  chanceBps: 100,
  windowUs: { from: 0, to: 10 },
  delayUs: { kind: 'constant', valueUs: 5 },
  ordersMax: 3,
};

const refusalOf = (spec: unknown): InvalidFault => {
  try {
    checkFault(spec, ['kalshi', 'polymarket']);
  } catch (error) {
    if (error instanceof InvalidFault) return error;
    throw error;
  }
  throw new Error('it was taken');
};

describe('the description of a fault', () => {
  it('is taken when it makes sense', () => {
    expect(() => checkFaults([good, { ...good, venue: 'polymarket' }], ['kalshi', 'polymarket'])).not.toThrow();
  });

  it.each<[string, unknown, string, string]>([
    ['no object', 'ackLost', 'fault', 'must be the name of a fault, in an object, but it is "ackLost"'],
    ['an unknown fault', { ...good, fault: 'ackLots' }, 'fault', 'must be one of ackLost, '],
    [
      'an unknown venue',
      { ...good, venue: 'gemini' },
      'venue',
      'must be one of kalshi, polymarket, but it is "gemini"',
    ],
    ['a chance over one whole', { ...good, chanceBps: 10_001 }, 'chanceBps', 'from 0 to 10000, but it is 10001'],
    ['a chance with a fraction', { ...good, chanceBps: 0.5 }, 'chanceBps', 'but it is 0.5'],
    ['no chance', { ...good, chanceBps: undefined }, 'chanceBps', 'but it is missing'],
    ['a window that is none', { ...good, windowUs: [0, 10] }, 'windowUs', 'but it is a list'],
    ['a window from before the start', { ...good, windowUs: { from: -1, to: 10 } }, 'windowUs.from', 'but it is -1'],
    ['an empty window', { ...good, windowUs: { from: 10, to: 10 } }, 'windowUs.to', 'above windowUs.from'],
    ['a misspelt key', { ...good, orderMax: 1 }, 'orderMax', 'is not a key of ackLate'],
    ['a misspelt key of a window', { ...good, windowUs: { form: 1, to: 2 } }, 'form', 'its keys are from, to'],
    ['no order at all', { ...good, ordersMax: 0 }, 'ordersMax', 'at least 1, but it is 0'],
    ['a missing delay', { ...good, delayUs: undefined }, 'delayUs', 'how much later the answer comes'],
    ['a delay of no use', { ...good, fault: 'ackLost' }, 'delayUs', 'it takes no delay'],
    ['a wrong delay', { ...good, delayUs: { kind: 'constant', valueUs: -1 } }, 'delayUs.valueUs', 'delayUs of ackLate'],
  ])('is refused with %s', (_name, spec, key, sentence) => {
    const refusal = refusalOf(spec);
    expect(refusal.key).toBe(key);
    expect(refusal.message).toContain(sentence);
    expect(refusal.message).toMatch(/\.$/);
  });

  it('is refused when the fault stands twice for a venue', () => {
    expect(() => checkFaults([good, good], ['kalshi'])).toThrow('ackLate stands twice for kalshi');
  });
});

describe('the catalogue', () => {
  it('says of every fault in whole sentences what it does and where it was seen', () => {
    expect(faultNames.length).toBeGreaterThan(0);
    for (const name of faultNames) {
      const { does, seen } = faultCatalogue[name];
      for (const sentence of [does, seen]) expect([name, sentence]).toEqual([name, expect.stringMatching(/^\S.+\.$/)]);
    }
  });
});
