import { createVenue, printMicros } from '../../../src/index.ts';

const venue = createVenue('kalshi', {
  account: { opening: '1000' },
  markets: [{ market: 'FED-DEC' }],
  book: { flow: { middle: '0.48', lasts: '10min' } },
});
venue.advanceTo(5_000_000); // five seconds of virtual time
const askPx = venue.quote('FED-DEC', 'yes')?.askPx ?? 0n;
venue.submit({
  clOrdId: 'c1',
  market: 'FED-DEC',
  outcome: 'yes',
  side: 'buy',
  orderQty: '10',
  price: printMicros(askPx),
});
console.log(venue.advanceTo(6_000_000).map(({ type }) => type)); // [ 'venue.traded', 'venue.acked' ]
