import { createActor } from 'xstate';
import { compile, orderMachine, ordStatus } from '../src/index.ts';

const order = createActor(compile(orderMachine), {
  input: {
    clOrdId: 'C1',
    venue: 'kalshi',
    instrument: 'FED-25DEC:yes',
    side: 'buy',
    orderQty: 10_000_000n, // ten contracts: money and quantities are micros
    price: 480_000n,
    timeInForce: 'GTC',
  },
}).start();
order.send({ type: 'order.sent' });
order.send({ type: 'ack.overdue' }); // the ack is lost: the order may or may not exist
order.send({ type: 'venue.traded', tradeId: 'T1', lastQty: 4_000_000n, lastPx: 480_000n });
console.log(ordStatus(order.getSnapshot())); // partiallyFilled: a fill is the truth, with or without an ack
