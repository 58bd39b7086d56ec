import { describe, expect, it } from 'vitest';
import {
  isInDoubt,
  isTerminal,
  leavesQty,
  orderMachine,
  orderStatus,
  ordStatus,
  type OrderContext,
} from '../../machines/order.ts';
import { orderJudges } from './order.judges.ts';
import { createOrderModel } from './order-model.ts';
import { orderInput, orderVariants, shares } from './order-variants.ts';

describe('order', () => {
  it.each(orderJudges.map((judge) => [judge.name, judge] as const))('%s', (_, judge) => {
    judge.check(orderMachine);
  });

  it('no two rows of its table have the same name', () => {
    const names = orderJudges.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('its variants hold every event that it knows, and some that it does not', () => {
    const known = Object.keys(orderMachine.config.on ?? {});
    expect(known).toEqual(['*']);
    const types = new Set(orderMachine.events.filter((type) => type !== '*'));
    const sent = new Set<string>(orderVariants.map(({ type }) => type));
    expect([...types].filter((type) => !sent.has(type))).toEqual([]);
    expect([...sent].filter((type) => !types.has(type as never))).toEqual(['order.unheardOf', 'venue.unheardOf']);
  });
});

describe('readers of an order', () => {
  const context = createOrderModel(orderInput).view().context;
  const snapshot = (execution: unknown, requests: object = {}, more: Partial<OrderContext> = {}) => ({
    value: { execution, cancellation: 'none', replacement: 'none', ...requests },
    context: { ...context, ...more },
  });
  const executions = {
    pending: { pending: 'queued' },
    submitted: 'submitted',
    partial: 'partial',
    filled: 'filled',
    cancelled: 'cancelled',
    rejected: 'rejected',
  };
  const fix = {
    pending: 'pendingNew',
    submitted: 'new',
    partial: 'partiallyFilled',
    filled: 'filled',
    cancelled: 'canceled',
    rejected: 'rejected',
  };
  const statuses = Object.keys(executions) as (keyof typeof executions)[];

  it.each(statuses)('tell %s by its name, by its FIX name and by whether it is an end', (status) => {
    const of = snapshot(executions[status]);
    expect(orderStatus(of)).toBe(status);
    expect(ordStatus(of)).toBe(fix[status]);
    expect(isTerminal(of)).toBe(['filled', 'cancelled', 'rejected'].includes(status));
  });

  it('put a pending cancel over a pending replace over the status', () => {
    const cancelling = { cancellation: { requested: 'held' } };
    const replacing = { replacement: 'requested' };
    expect(ordStatus(snapshot('partial', { ...cancelling, ...replacing }))).toBe('pendingCancel');
    expect(ordStatus(snapshot('partial', replacing))).toBe('pendingReplace');
    expect(ordStatus(snapshot('cancelled', { cancellation: 'done' }))).toBe('canceled');
  });

  it('tell doubt from all the rest', () => {
    expect(isInDoubt(snapshot({ pending: 'inDoubt' }))).toBe(true);
    expect(isInDoubt(snapshot({ pending: 'inFlight' }))).toBe(false);
    expect(isInDoubt(snapshot('submitted'))).toBe(false);
  });

  it('leave nothing once it has ended, and never less than nothing', () => {
    expect(leavesQty(snapshot('submitted', {}, { matchedQty: shares(4) }))).toBe(shares(6));
    expect(leavesQty(snapshot('partial', {}, { matchedQty: shares(12) }))).toBe(0n);
    for (const end of ['filled', 'cancelled', 'rejected']) expect(leavesQty(snapshot(end))).toBe(0n);
  });
});
