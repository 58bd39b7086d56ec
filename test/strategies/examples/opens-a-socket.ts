// A strategy that forgot that it is dry: it places a real order.
import { connect } from 'node:net';
import { defineStrategy } from 'dry-testing-engine';

export const strategy = defineStrategy({
  name: 'opens-a-socket',
  start: () => null,
  step: (state) => {
    connect(443, 'clob.polymarket.com').end('{"order":{}}');
    return [state, []];
  },
});
