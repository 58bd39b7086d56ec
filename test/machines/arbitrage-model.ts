// The naive twin of the arbitrage chart: one mutable record and plain ifs, written from the rules, not from the table.
import type { ArbitrageEvent } from '../../machines/arbitrage.ts';
import {
  hasEnded,
  isModelLegOver,
  isPlausible,
  newModelLeg,
  UNWINDS,
  type ArbitrageModel,
  type ModelLeg,
} from './arbitrage/model-record.ts';

const ENDS = new Set(['completed', 'partial', 'cancelled', 'failed', 'exposed']);
const WORKING = new Set(['placing', 'resting', 'withdrawing', 'backingOff']);

const end = (model: ArbitrageModel, place: string): void => {
  model.place = place;
  model.effects.push('arbitrageEnded');
};

const stopLegs = (model: ArbitrageModel, cause: string): void => {
  model.place = 'cancelling';
  model.cause = cause;
  model.effects.push('cancelOtherLegs');
};

const ask = (model: ArbitrageModel): void => {
  model.place = 'assessing';
  model.questions += 1;
  model.moved = false;
  model.effects.push('assessExposure');
};

const withdraw = (model: ArbitrageModel): void => {
  model.place = 'withdrawing';
  model.effects.push('cancelUnwind');
};

const askOrWait = (model: ArbitrageModel): void => {
  if (model.legs.every(isModelLegOver)) ask(model);
  else stopLegs(model, model.cause ?? '');
};

const reopen = (model: ArbitrageModel, cause: string): void => {
  model.cause = cause;
  model.attempts = 0;
  model.effects.push('exposureReopened');
  askOrWait(model);
};

const sendInTurn = (model: ArbitrageModel, index: number, orderQty: bigint): void => {
  const next = model.legs[index];
  if (next === undefined) return;
  Object.assign(next, { released: true, orderQty, leavesQty: orderQty });
  model.effects.push('sendNextLeg');
};

/** What follows of itself while the legs are worked; true when something did. */
const followLegging = (model: ArbitrageModel): boolean => {
  const { legs } = model;
  if (legs.every((one) => isModelLegOver(one) && one.cumQty === one.plannedQty)) {
    model.place = 'hedged';
    return true;
  }
  const step = model.input.qtyStep ?? 1n;
  const turn = legs.findIndex((one) => !one.released);
  const before = turn > 0 ? legs[turn - 1] : undefined;
  let carried = before === undefined ? 0n : ((before.cumQty + before.missingQty) / step) * step;
  const planned = legs[turn]?.plannedQty ?? 0n;
  if (carried > planned) carried = planned;
  const isShort = (one: ModelLeg): boolean => hasEnded(one) && one.cumQty + one.missingQty < one.orderQty;
  if (legs.some((one) => isShort(one) && !(one === before && carried > 0n))) {
    stopLegs(model, 'legShort');
    return true;
  }
  if (before !== undefined && carried > 0n && isModelLegOver(before)) {
    if (before.cumQty < before.orderQty) before.orderQty = before.cumQty;
    sendInTurn(model, turn, carried);
    return true;
  }
  if (legs.every(isModelLegOver)) {
    model.cause = 'legsUneven';
    ask(model);
    return true;
  }
  return false;
};

const follow = (model: ArbitrageModel): void => {
  while (model.place === 'legging') if (!followLegging(model)) return;
  const isOver = model.legs.every(isModelLegOver);
  if (['cancelling', 'resting', 'withdrawing'].includes(model.place) && isOver) ask(model);
  if (model.place === 'resting' && model.moved) withdraw(model);
  if (model.place === 'backingOff' && model.moved) askOrWait(model);
  if (model.place === 'hedged' && model.legs.every((one) => one.unsettledQty === 0n)) {
    end(model, model.verdict === 'balanced' ? 'partial' : 'completed');
  }
};

const hear = (model: ArbitrageModel, event: Extract<ArbitrageEvent, { type: 'leg.updated' }>): string => {
  const known = model.legs.find((one) => one.clOrdId === event.clOrdId);
  if (known === undefined || model.place === 'checking' || model.place === 'admitting') return 'illegal';
  const before = { ...known };
  const { type: _type, clOrdId: _clOrdId, ...view } = event;
  Object.assign(known, view);
  if (Object.entries(view).every(([key, value]) => before[key as keyof ModelLeg] === value)) return 'ignored';
  const isMove = isModelLegOver(before) && (before.cumQty !== known.cumQty || !isModelLegOver(known));
  if (isMove && (model.place === 'hedged' || ENDS.has(model.place))) reopen(model, 'quantityMoved');
  else if (isMove && model.place === 'assessing') askOrWait(model);
  else if (isMove && WORKING.has(model.place)) model.moved = true;
  else if (model.place === 'backingOff' && known.unsettledQty < before.unsettledQty) ask(model);
  return 'taken';
};

const judgeExposure = (
  model: ArbitrageModel,
  event: Extract<ArbitrageEvent, { type: 'exposure.assessed' }>,
): string => {
  if (event.assessment > model.questions) return 'illegal';
  if (model.place !== 'assessing' || event.assessment < model.questions) return 'ignored';
  const { verdict, residueQty, worstCase } = event;
  Object.assign(model, { verdict, residueQty, worstCase, cause: event.cause ?? model.cause });
  const unwinds = model.legs.filter((one) => one.role === 'unwind').length;
  if (verdict === 'nothing') end(model, 'cancelled');
  else if (verdict === 'complete' || verdict === 'balanced') model.place = 'hedged';
  else if (verdict === 'flat') end(model, 'failed');
  else if (verdict === 'dust' || model.input.policy === 'hold') end(model, 'exposed');
  else if (model.attempts >= model.input.unwindAttemptsMax || unwinds >= UNWINDS) end(model, 'exposed');
  else {
    model.place = 'placing';
    model.attempts += 1;
    model.effects.push('placeUnwind');
  }
  return 'taken';
};

const unsettle = (model: ArbitrageModel): string => {
  const { place } = model;
  if (place === 'checking' || place === 'admitting') return 'illegal';
  if (place === 'cancelling') return 'ignored';
  if (place === 'legging') stopLegs(model, 'settlementFailed');
  else if (place === 'assessing') ask(model);
  else if (!WORKING.has(place)) reopen(model, 'settlementFailed');
  else if (model.moved) return 'ignored';
  else model.moved = true;
  return 'taken';
};

/** What an event that would stop the set does: before anything went, while legs are worked, and later. */
const interrupt = (model: ArbitrageModel, cause: string): string => {
  if (model.place === 'legging') stopLegs(model, cause);
  else if (model.place === 'checking' || model.place === 'admitting') {
    model.cause = cause;
    end(model, 'cancelled');
  } else return 'ignored';
  return 'taken';
};

const answerPlan = (model: ArbitrageModel, event: ArbitrageEvent, place: string): string => {
  if (model.place === place) {
    if ('reason' in event) return interrupt(model, event.reason);
    if (event.type === 'plan.accepted') model.place = 'admitting';
    else {
      model.place = 'legging';
      if (model.input.mode === 'sequential') sendInTurn(model, 0, model.legs[0]?.plannedQty ?? 0n);
      else {
        for (const one of model.legs) one.released = true;
        model.effects.push('sendLegs');
      }
    }
    return 'taken';
  }
  return ENDS.has(model.place) && !model.legs.some((one) => one.released) ? 'ignored' : 'illegal';
};

const take = (model: ArbitrageModel, event: ArbitrageEvent): string => {
  if ((event.type === 'plan.refused' || event.type === 'lanes.refused') && ENDS.has(model.place)) {
    return model.legs.some((one) => one.released) ? 'illegal' : 'ignored';
  }
  if (!isPlausible(model, event)) return 'illegal';
  switch (event.type) {
    case 'plan.accepted':
    case 'plan.refused':
      return answerPlan(model, event, 'checking');
    case 'lanes.admitted':
    case 'lanes.refused':
      return answerPlan(model, event, 'admitting');
    case 'leg.updated':
      return hear(model, event);
    case 'leg.overdue': {
      const isDoubted = model.legs.some((one) => one.clOrdId === event.clOrdId && one.inDoubt);
      return isDoubted && model.place === 'legging' ? interrupt(model, 'legInDoubt') : 'ignored';
    }
    case 'deadline.reached':
      return interrupt(model, 'deadlineReached');
    case 'staleness.reached':
      return model.place === 'legging' && model.legs.some((one) => one.sent)
        ? 'ignored'
        : interrupt(model, 'bookStale');
    case 'stop.requested':
      return interrupt(model, event.reason);
    case 'exposure.assessed':
      return judgeExposure(model, event);
    case 'unwind.placed':
      if (model.place !== 'placing') return 'illegal';
      model.legs.push(...event.orders.map((order) => newModelLeg(order.clOrdId, order.plannedQty, 'unwind')));
      model.place = 'resting';
      return 'taken';
    case 'unwind.refused':
      if (model.place !== 'placing') return 'illegal';
      model.place = 'backingOff';
      model.cause = event.reason;
      return 'taken';
    case 'reprice.due':
      if (model.questions === 0) return 'illegal';
      if (model.place === 'resting') withdraw(model);
      else if (model.place === 'backingOff') ask(model);
      else return 'ignored';
      return 'taken';
    case 'settlement.failed':
      return unsettle(model);
  }
};

/** Tells the twin one event; what it asks for is in `effects` afterwards. */
export const stepArbitrage = (model: ArbitrageModel, event: ArbitrageEvent): void => {
  model.effects = [];
  if (event.type.startsWith('xstate.')) return;
  const outcome = take(model, event);
  if (outcome === 'ignored') model.ignored += 1;
  else if (outcome === 'illegal') model.illegal.push(event.type);
  follow(model);
};
