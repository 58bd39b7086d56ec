// One order: its existence, its status, its fills. One cause is one finding: an order that is not known, or held for
// dead, is not blamed for its missing fills as well.
import { printMicros } from '../../money/decimal.ts';
import type { Belief } from '../beliefs.ts';
import type { Finding } from './findings.ts';
import type { TrueOrder, TrueTrade } from '../truth.ts';
import type { UnderWay } from '../under-way.ts';
import { heldText, recordsText } from './words.ts';

/** Judges what is believed of an order that the client has sent. */
export const judgeOrder = (order: TrueOrder, belief: Belief | undefined, underWay: UnderWay): readonly Finding[] => {
  const { clOrdId, effective } = order;
  const isTelling = underWay.isTelling(clOrdId);
  const lives = effective.length > 0;
  if (belief === undefined) return lives && !isTelling ? [unknown(order)] : [];
  // What the venue does not have is judged as a phantom.
  if (order.taken.length === 0) return [];
  const isHeldForDead = lives && isDeadFor(order, belief);
  if (isHeldForDead) return isTelling ? [] : [heldForDead(order, belief)];
  return [...judgeStatus(order, belief, underWay, isTelling), ...judgeFills(order, belief, underWay)];
};

/** Whether an order that lives or has filled is believed to be neither. */
const isDeadFor = ({ status }: TrueOrder, belief: Belief): boolean => {
  if (belief.status === 'rejected') return true;
  const isOpen = status === 'submitted' || status === 'partial';
  return belief.status === 'cancelled' && (isOpen || (status === 'filled' && belief.cumQty === 0n));
};

const actorOf = ({ clOrdId }: TrueOrder): string => `order:${clOrdId}`;

const unknown = (order: TrueOrder): Finding => ({
  kind: 'unknownOrder',
  actor: actorOf(order),
  sentence: `The system does not know ${order.clOrdId}, and the venue ${heldText(order)} (record ${order.seq}).`,
  seq: order.seq,
});

const heldForDead = (order: TrueOrder, { status, cumQty }: Belief): Finding => ({
  kind: 'heldForDead',
  actor: actorOf(order),
  sentence:
    `The system holds ${order.clOrdId} for ${status} with ${printMicros(cumQty)} filled, ` +
    `and the venue ${heldText(order)} (record ${order.seq}).`,
  seq: order.seq,
});

const judgeStatus = (
  order: TrueOrder,
  { status }: Belief,
  { isQuiet, isAckHeld }: UnderWay,
  isTelling: boolean,
): readonly Finding[] => {
  if (status === order.status || isTelling) return [];
  // As long as an answer may be awaited, not to know is the honest belief. Any other is a guess.
  if (status === 'pending' && (!isQuiet || isAckHeld(order.clOrdId))) return [];
  const sentence = `The system holds ${order.clOrdId} for ${status}, and the venue ${heldText(order)} (record ${order.seq}).`;
  return [{ kind: 'wrongStatus', actor: actorOf(order), sentence, seq: order.seq }];
};

const sumOf = (trades: readonly TrueTrade[]): bigint => trades.reduce((sum, { qty }) => sum + qty, 0n);

const judgeFills = (order: TrueOrder, { cumQty: booked }: Belief, underWay: UnderWay): readonly Finding[] => {
  const { clOrdId, trades } = order;
  const standing = trades.filter(({ bustedSeq }) => bustedSeq === null);
  const failed = trades.filter(({ bustedSeq }) => bustedSeq !== null);
  const untold = standing.filter(({ tradeId }) => underWay.isTellingTrade(clOrdId, tradeId));
  const untoldFailures = failed.filter(({ tradeId }) => underWay.isTellingFailure(clOrdId, tradeId));
  const filled = sumOf(standing);
  if (booked < filled - sumOf(untold)) return [notBooked(order, booked, standing, underWay)];
  if (booked > filled + sumOf(failed)) return [bookedTwice(order, booked)];
  if (booked > filled + sumOf(untoldFailures)) return [failureNotBooked(order, booked, failed)];
  return [];
};

/** The trade that is probably missing: one that was never reported, else one of exactly the missing quantity. */
const missingTrade = (trades: readonly TrueTrade[], missingQty: bigint, { wasTold }: UnderWay): TrueTrade | undefined =>
  trades.find(({ tradeId }) => wasTold(tradeId) === false) ??
  trades.find(({ qty }) => qty === missingQty) ??
  trades.at(-1);

const bookedText = ({ clOrdId }: TrueOrder, booked: bigint): string =>
  `The system has booked ${printMicros(booked)} of ${clOrdId}`;

const notBooked = (order: TrueOrder, booked: bigint, standing: readonly TrueTrade[], underWay: UnderWay): Finding => {
  const { cumQty } = order;
  const missing = missingTrade(standing, cumQty - booked, underWay);
  const seq = missing?.seq ?? order.seq;
  const wasLost = missing !== undefined && underWay.wasTold(missing.tradeId) === false;
  const why = wasLost ? `: no report of ${missing.tradeId} has reached the client, and only a query tells of it` : '';
  const sentence = `${bookedText(order, booked)}, and the venue has filled ${printMicros(cumQty)} (record ${seq})${why}.`;
  return { kind: 'fillNotBooked', actor: actorOf(order), sentence, seq };
};

const bookedTwice = (order: TrueOrder, booked: bigint): Finding => {
  const { cumQty, trades } = order;
  const seq = trades.at(-1)?.seq ?? order.seq;
  const proof = trades.length === 0 ? `record ${seq}` : recordsText(trades.map((trade) => trade.seq));
  const sentence =
    `${bookedText(order, booked)}, and the venue has filled ${printMicros(cumQty)} (${proof}): ` +
    'a fill stands in its books more than once.';
  return { kind: 'fillBookedTwice', actor: actorOf(order), sentence, seq };
};

const failureNotBooked = (order: TrueOrder, booked: bigint, failed: readonly TrueTrade[]): Finding => {
  const { cumQty } = order;
  const last = failed.at(-1);
  const seq = last?.bustedSeq ?? order.seq;
  const names = failed.map(({ tradeId }) => tradeId).join(', ');
  const sentence =
    `${bookedText(order, booked)}, and only ${printMicros(cumQty)} stand: ` +
    `${names} failed to settle (record ${seq}).`;
  return { kind: 'failedFillBooked', actor: actorOf(order), sentence, seq };
};
