// Where a venue's executor stands in its chart: the journal has the events that it received, so the chart itself is
// asked. What a record leaves out is taken as it usually is: a halt lets cancels through.
import { initialTransition, transition, type StateValue } from 'xstate';
import { venueExecutorMachine } from '../../../../machines/venue-executor.ts';

type Snapshot = ReturnType<typeof initialTransition<typeof venueExecutorMachine>>[0];

const leavesOf = (value: StateValue, at: string): readonly string[] => {
  if (typeof value === 'string') return [at === '' ? value : `${at}.${value}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : leavesOf(inner, at === '' ? key : `${at}.${key}`),
  );
};

/** One lane's executor, which receives the events of the journal. */
export class LanePath {
  private snapshot: Snapshot;
  private asked = 0;
  private leaves: readonly string[] = [];

  constructor(venue: string) {
    const [first] = initialTransition(venueExecutorMachine, { venue });
    this.snapshot = first;
    this.send({ type: 'venue.connected' });
  }

  /** The states in which it stands, one of each region. */
  get states(): readonly string[] {
    return this.leaves;
  }

  /** It received that event, while so many of its orders were open at the venue. */
  told(event: string, openOrders: number): void {
    if (event === 'venue.reconnected') this.asked = openOrders;
    if (event === 'reconcile.answered') {
      this.asked = Math.max(0, this.asked - 1);
      return this.send({ type: event, remaining: this.asked });
    }
    if (event === 'venue.disconnected') return this.send({ type: event, reason: 'as journaled' });
    if (event === 'venue.halted') return this.send({ type: event, cancelsAllowed: true });
    return this.send({ type: event });
  }

  /** An order went out: whatever it still waited for has been answered. True where that moved it. */
  sent(): boolean {
    if (!this.leaves.includes('operating.connection.reconciling')) return false;
    this.send({ type: 'reconcile.finished' });
    return true;
  }

  private send(event: { readonly type: string } & Readonly<Record<string, unknown>>): void {
    const [next] = transition(venueExecutorMachine, this.snapshot, event as never);
    this.snapshot = next;
    this.leaves = leavesOf(next.value, '');
  }
}
