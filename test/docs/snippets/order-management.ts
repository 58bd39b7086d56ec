import { createVenue } from '../../../src/index.ts';

const venue = createVenue('polymarket', {
  account: { opening: '1000' },
  markets: [{ market: 'FED-DEC' }],
  profile: { fillLatency: '2s' },
  faults: [{ fault: 'ackLost', chanceBps: 10_000, ordersMax: 1 }],
});
const order = { market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '20', price: '0.48' } as const;

venue.submit({ ...order, clOrdId: 'c1' });
// No answer within a second, so it sends the order again. The ack was lost; the order was not.
if (venue.next(1_000_000) === null) venue.submit({ ...order, clOrdId: 'c2' });
for (let message = venue.next(); message !== null; message = venue.next());

const findings = venue.judge({
  orders: [
    { clOrdId: 'c1', status: 'rejected', cumQty: '0' },
    { clOrdId: 'c2', status: 'filled', cumQty: '20' },
  ],
});
console.log(findings.map(({ kind }) => kind)); // [ 'heldForDead', 'doubled' ]
