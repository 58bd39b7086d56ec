// A source of intents without strategies or planning: the same one, again and again. For what measures or tests the engine.
import type { Intent } from '../src/arbitrage/intent.ts';
import type { IntentGround } from '../src/engine/setup.ts';
import type { IntentSource } from '../src/engine/intents/intent-source.ts';

type Ground = Pick<IntentGround, 'world' | 'admission' | 'phases'>;

/** A source of one intent, so many times, at such intervals. */
export class SameIntent implements IntentSource {
  private readonly ground: Ground;
  private readonly intent: Intent;
  private readonly everyUs: number;
  private left: number;
  /** Intents that have been offered. */
  moments = 0;

  constructor(ground: Ground, intent: Intent, times: number, everyUs: number) {
    this.ground = ground;
    this.intent = intent;
    this.left = times;
    this.everyUs = everyUs;
  }

  moment(): void {
    const { admission, phases, world } = this.ground;
    if (this.left === 0) return phases.exhausted();
    this.left -= 1;
    this.moments += 1;
    admission.offer(this.intent);
    world.after(this.everyUs, { kind: 'moment' });
    return undefined;
  }

  stop(): void {
    this.left = 0;
  }

  save(): number {
    return this.left;
  }
}
