// Random lives of an order, and what the naive model says of each step. Random events alone would end most lives at
// once, so a walk leans towards events that the model accepts and, for a while, towards those that end nothing.
import fc from 'fast-check';
import type { OrderEvent } from '../../../machines/order.ts';
import { createOrderModel, type OrderModel, type OrderView } from '../order-model.ts';
import { orderInput, orderVariants } from '../order-variants.ts';
import { hasEnded, type Memory } from './model-memory.ts';

/** One step of a walk: an event, and how the order must look after it. */
export interface WalkStep {
  readonly event: OrderEvent;
  readonly effects: readonly string[];
  readonly view: OrderView;
}

/** Events that are drawn with the same chance, however many variants they have: a type, or one answer of a query. */
const kindOf = (event: OrderEvent): string => {
  if (event.type !== 'order.reconciled') return event.type;
  return `${event.type} ${String(event.found)} ${event.status === 'filled' || event.status === 'cancelled' ? 'ended' : ''}`;
};

const byKind = [...new Set(orderVariants.map(kindOf))].map((kind) =>
  orderVariants.filter((event) => kindOf(event) === kind),
);

const sent: OrderEvent = { type: 'order.sent' };

/** How often a step is drawn at most before it is taken as it is. */
const DRAWS_MAX = 8;

const illegalMovesOf = ({ anomalies }: Memory): number => anomalies.filter(({ kind }) => kind === 'illegalMove').length;

/** The draws of one walk: how long it should live, and a number for each step. */
const drawsArbitrary = (lengthMax: number) =>
  fc.record({
    patience: fc.nat({ max: lengthMax }),
    steps: fc.array(fc.nat(), { minLength: 4, maxLength: lengthMax, size: 'max' }),
  });

/** The `turn`-th number that follows from a draw. */
const mixed = (draw: number, turn: number): number => {
  const once = Math.imul(draw ^ (turn * 0x9e3779b9), 0x85ebca6b);
  return Math.imul(once ^ (once >>> 15), 0xc2b2ae35) >>> 8;
};

const pick = <Item>(items: readonly Item[], draw: number): Item => items[draw % items.length] as Item;

const drawEvent = (draw: number, turn: number): OrderEvent =>
  pick(pick(byKind, mixed(draw, 2 * turn)), mixed(draw, 2 * turn + 1));

/** Whether the model takes the event, and lives on after it if it must. */
const isWelcome = (model: OrderModel, event: OrderEvent, mustLive: boolean): boolean => {
  const twin = model.fork();
  twin.send(event);
  if (illegalMovesOf(twin.memory) > illegalMovesOf(model.memory)) return false;
  return !mustLive || !hasEnded(twin.memory) || hasEnded(model.memory);
};

/** Walks of up to `lengthMax` steps; the same seed gives the same walks. */
export const orderWalks = (seed: number, count: number, lengthMax: number): readonly (readonly WalkStep[])[] =>
  fc.sample(drawsArbitrary(lengthMax), { seed, numRuns: count }).map(({ patience, steps }) => {
    const model = createOrderModel(orderInput);
    return steps.map((draw, index) => {
      // Most orders are sent before anything else is said of them.
      let event = index === 0 && draw % 4 > 0 ? sent : drawEvent(draw, 0);
      // One step in four takes whatever comes.
      for (let turn = 1; turn < DRAWS_MAX && draw % 4 > 0 && !isWelcome(model, event, index < patience); turn += 1)
        event = drawEvent(draw, turn);
      const effects = model.send(event);
      return { event, effects, view: model.view() };
    });
  });
