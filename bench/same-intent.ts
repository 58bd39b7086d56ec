// A source of intents without strategies or planning: the same one, again and again. For what measures or tests the core.
import type { Intent } from '../src/arbitrage/intent.ts';
import type { Core } from '../src/engine/core.ts';
import type { IntentSource } from '../src/engine/intent-source.ts';

/** A source of one intent, so many times, at such intervals. */
export class SameIntent implements IntentSource {
  private readonly core: Core;
  private readonly intent: Intent;
  private readonly everyUs: number;
  private left: number;
  /** Intents that have been offered. */
  moments = 0;

  constructor(core: Core, intent: Intent, times: number, everyUs: number) {
    this.core = core;
    this.intent = intent;
    this.left = times;
    this.everyUs = everyUs;
  }

  moment(): void {
    const { admission, phases } = this.core.parts;
    if (this.left === 0) return phases.exhausted();
    this.left -= 1;
    this.moments += 1;
    admission.offer(this.intent);
    this.core.calendar.schedule(this.core.nowUs + this.everyUs, {
      kind: 'moment',
    });
    return undefined;
  }

  stop(): void {
    this.left = 0;
  }

  save(): number {
    return this.left;
  }
}
