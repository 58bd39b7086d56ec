// Random lives of an arbitrage: mostly what could happen where the twin stands, sometimes what could not.
import type { ArbitrageEvent, ArbitrageInput, ExposureVerdict, LegView } from '../../../machines/arbitrage.ts';
import { isModelLegOver, type ArbitrageModel, type ModelLeg } from './model-record.ts';
import * as words from './words.ts';

const VERDICTS: readonly ExposureVerdict[] = [
  'nothing',
  'complete',
  'balanced',
  'flat',
  'exposed',
  'exposed',
  'exposed',
  'exposed',
  'dust',
];

/** A die with one number to spend: each throw takes its remainder. */
const die = (seed: number) => {
  let left = seed;
  return (sides: number): number => {
    const thrown = left % sides;
    left = Math.floor(left / sides);
    return thrown;
  };
};

type Die = ReturnType<typeof die>;

const viewOf = (leg: ModelLeg): LegView => ({
  status: leg.status,
  cumQty: leg.cumQty,
  leavesQty: leg.leavesQty,
  missingQty: leg.missingQty,
  unsettledQty: leg.unsettledQty,
  inDoubt: leg.inDoubt,
  sent: leg.sent,
});

/** Something that an order may say next: it works on, ends, comes into doubt, settles, fills late or loses a fill. */
const nextView = (leg: ModelLeg, roll: Die): LegView => {
  const view = viewOf(leg);
  const some = leg.orderQty / BigInt(roll(4) + 1);
  const known = { ...view, sent: true, inDoubt: false, missingQty: 0n };
  switch (roll(12)) {
    case 0:
      return { ...known, status: 'submitted' };
    case 1:
      return { ...known, status: 'partial', cumQty: some, leavesQty: leg.orderQty - some };
    case 2:
    case 3:
    case 4:
      return {
        ...known,
        status: 'filled',
        cumQty: leg.orderQty,
        leavesQty: 0n,
        unsettledQty: roll(2) === 0 ? some : 0n,
      };
    case 5:
      return { ...known, status: 'cancelled', leavesQty: 0n };
    case 6:
      return { ...known, status: 'rejected', leavesQty: 0n, sent: roll(2) === 0 };
    case 7:
      return { ...known, status: 'cancelled', leavesQty: 0n, missingQty: some };
    case 8:
      return { ...view, inDoubt: !view.inDoubt };
    case 9:
      return { ...known, cumQty: leg.cumQty + some };
    case 10:
      return { ...known, cumQty: leg.cumQty - leg.cumQty / BigInt(roll(3) + 1) };
    default:
      return { ...view, unsettledQty: 0n };
  }
};

const pick = <Item>(items: readonly Item[], roll: Die): Item => items[roll(items.length)] as Item;

const speaks = (legs: readonly ModelLeg[], roll: Die): ArbitrageEvent => {
  const leg = pick(legs, roll);
  return words.update(leg.clOrdId, nextView(leg, roll));
};

/** An order that is over for good: cancelled as it stands, or filled before the cancel came. */
const ends = (leg: ModelLeg, roll: Die): ArbitrageEvent =>
  roll(3) === 0
    ? words.filled(leg.clOrdId, leg.orderQty, roll(2) === 0 ? 1n : 0n)
    : words.over(leg.clOrdId, 'cancelled', leg.cumQty + leg.missingQty, { unsettledQty: leg.unsettledQty });

/** What moves the arbitrage on from where it stands. */
const onward = (model: ArbitrageModel, roll: Die): ArbitrageEvent => {
  switch (model.place) {
    case 'checking':
      return words.accepted;
    case 'admitting':
      return words.admitted;
    case 'assessing':
      return words.assessed(model.questions, pick(VERDICTS, roll), {
        residueQty: words.shares(roll(9)),
        cause: roll(2) === 0 ? 'thinBook' : null,
      });
    case 'placing': {
      const name = `u${model.legs.length}`;
      if (roll(4) === 0) return words.noBook;
      return roll(2) === 0 ? words.placed([name, 10]) : words.placed([name, 10], [`${name}x`, 5]);
    }
    case 'backingOff':
      return words.reprice;
    default: {
      const open = model.legs.filter((leg) => leg.released && !isModelLegOver(leg));
      const isEnding = model.place !== 'legging' && roll(4) > 0;
      if (open.length === 0) return speaks(model.legs, roll);
      return isEnding ? ends(pick(open, roll), roll) : speaks(open, roll);
    }
  }
};

/** What comes from the side: time, stops, settlements, doubts, and orders that were thought over. */
const aside = (model: ArbitrageModel, roll: Die): ArbitrageEvent => {
  const leg = pick(model.legs, roll);
  const events: readonly ArbitrageEvent[] = [
    words.reprice,
    words.unsettled(leg.clOrdId),
    words.update(leg.clOrdId, viewOf(leg)),
    words.overdue(leg.clOrdId),
    words.deadline,
    words.staleness,
    words.stop,
  ];
  const index = roll(events.length + 4);
  return events[index] ?? speaks(model.legs, roll);
};

/** What should not come at all: strangers, old answers, broken payloads, answers to what nobody asked. */
const astray = (model: ArbitrageModel, roll: Die): ArbitrageEvent =>
  pick<ArbitrageEvent>(
    [
      words.accepted,
      words.admitted,
      { type: 'plan.refused', reason: 'lowEdge' },
      { type: 'lanes.refused', reason: 'full' },
      words.noBook,
      words.placed(['stray', 1]),
      words.placed(['a', 1]),
      words.assessed(model.questions, 'flat'),
      words.assessed(model.questions - 1, 'nothing'),
      words.assessed(model.questions + 1, 'nothing'),
      words.update('nobody'),
      words.overdue('nobody'),
      words.unsettled('nobody'),
      words.unsettled('a', 0n),
      words.broken(words.update('a'), { cumQty: -1n }),
      words.broken(words.update('a'), { sent: undefined }),
      words.malformed({ type: 'stop.requested' }),
      words.malformed({ type: 'unwind.placed', orders: null }),
      words.malformed({ type: 'moon.full' }),
      words.malformed({ type: 'xstate.something' }),
    ],
    roll,
  );

/** The event that a number stands for, where the twin stands now. */
export const eventOf = (model: ArbitrageModel, seed: number): ArbitrageEvent => {
  const roll = die(seed);
  const kind = roll(20);
  if (kind < 14) return onward(model, roll);
  return kind < 19 ? aside(model, roll) : astray(model, roll);
};

/** The arbitrages that the walks go through. */
export const walkInputs: readonly ArbitrageInput[] = [
  words.twoLegs,
  { ...words.threeInTurn, unwindAttemptsMax: 2 },
  { ...words.threeInTurn, mode: 'parallel', policy: 'complete' },
  { ...words.twoLegs, mode: 'sequential', policy: 'hold' },
];
