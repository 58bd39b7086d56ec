// Ids of clients at one venue. Goal: whatever ids the accounts use, no two orders get the same, and each finds its way back.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ClientIds } from '../../src/harness/client-ids.ts';

const anyId = fc.constantFrom('1', 'bob/1', '/bob/1', 'eve/1', '//bob/1', '/1');

it('are the own where two accounts would meet, and lead back to their clients', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(undefined, 'bob', 'eve', '/bob'), anyId), { maxLength: 30 }),
      (asked) => {
        const used = new Set<string>();
        const ids = new ClientIds((id) => used.has(id));
        const given = new Map<string, string>();
        for (const [account, clOrdId] of asked) {
          const client = JSON.stringify([account, clOrdId]);
          const venueId = ids.venueIdOf(account, clOrdId);
          if (account === undefined && venueId === clOrdId) used.add(clOrdId);
          expect(given.get(client) ?? venueId).toBe(venueId);
          given.set(client, venueId);
          expect(ids.clientOf(venueId)).toMatchObject({ clOrdId });
        }
        expect(new Set(given.values()).size).toBe(given.size);
      },
    ),
  );
});
