// What steps change in the counters of their chart, remembered by the state before, the event and the state after: there
// are few different steps, and a journal has millions. It knows places as small numbers, and no chart.
import type { Change } from './counters.ts';

/** The changes of one chart's steps. */
export class StepChanges {
  private readonly places: number;
  private readonly make: (event: string, from: number, to: number) => Change;
  private readonly known = new Map<string, (Change | undefined)[]>();

  /** A place is a number below `places`; `make` is asked once for each step. */
  constructor(places: number, make: (event: string, from: number, to: number) => Change) {
    this.places = places;
    this.make = make;
  }

  /** What a step changes. */
  of(event: string, from: number, to: number): Change {
    let ofEvent = this.known.get(event);
    if (ofEvent === undefined) {
      ofEvent = [];
      this.known.set(event, ofEvent);
    }
    return (ofEvent[from * this.places + to] ??= this.make(event, from, to));
  }
}
