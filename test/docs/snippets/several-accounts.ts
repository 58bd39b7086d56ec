import { createVenue } from '../../../src/index.ts';

const venue = createVenue('kalshi', {
  accounts: [
    { name: 'alice', opening: '100' },
    { name: 'bob', opening: '0', positions: [{ market: 'FED-DEC', outcome: 'yes', qty: '10' }] },
  ],
  markets: [{ market: 'FED-DEC' }],
  book: { flow: { middle: '0.48', lasts: '10min' } },
});
const order = { clOrdId: '1', market: 'FED-DEC', outcome: 'yes', orderQty: '10' } as const;
venue.submit({ ...order, account: 'bob', side: 'sell', price: '0.03' });
venue.advanceTo(5_000_000);
console.log(venue.balances('bob').map(({ asset }) => asset)); // [ 'USD' ]
