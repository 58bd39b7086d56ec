// The actors of arbitrages: children of the engine's root, all of the same compiled chart. What one asks for is done
// after its own step, if it still lives. It asks at no other time: not when it is born, nor when it comes back.
import type { AnyActorRef, Snapshot } from 'xstate';
import { arbitrageMachine, type ArbitrageEvent } from '../../machines/arbitrage.ts';
import { assert } from '../kernel/assert.ts';
import { compile, type CompiledLogic } from '../xstate/compile.ts';
import { sendTo, type Birth, type Parent } from '../xstate/parent.ts';
import type { Core } from './core.ts';
import type { ArbitrageSnapshot, LiveArbitrage } from './live-arbitrage.ts';

/** What an arbitrage asks of its owner, by the chart's names. */
export type ArbitrageWork = Readonly<
  Record<
    | 'sendLegs'
    | 'sendNextLeg'
    | 'cancelOtherLegs'
    | 'cancelUnwind'
    | 'assessExposure'
    | 'placeUnwind'
    | 'arbitrageEnded',
    (arbitrage: LiveArbitrage) => void
  >
>;

/** The actors of all arbitrages. */
export class ArbitrageActors {
  private readonly parent: Parent<never>;
  private readonly logic: CompiledLogic<typeof arbitrageMachine>;
  /** The arbitrage that is in its step. */
  private stepping: LiveArbitrage | undefined;

  constructor(core: Core, parent: Parent<never>, work: ArbitrageWork) {
    this.parent = parent;
    const effects = Object.entries(work).map(([name, doWork]) => {
      const effect = (): void => {
        const arbitrage = this.stepping;
        assert(arbitrage !== undefined, () => `an arbitrage asks for ${name} outside of its step`);
        core.defer(() => {
          if (arbitrage.isLive) doWork(arbitrage);
        });
      };
      return [name, effect];
    });
    this.logic = compile(
      arbitrageMachine.provide({ actions: Object.fromEntries(effects) as never }),
    ) as unknown as CompiledLogic<typeof arbitrageMachine>;
  }

  /** An actor is born. */
  spawn(number: number, birth: Birth): AnyActorRef {
    return this.parent.spawn(this.logic, `arb:${number}`, birth);
  }

  /** Takes an arbitrage one step further. */
  send(arbitrage: LiveArbitrage, event: ArbitrageEvent): void {
    this.stepping = arbitrage;
    sendTo(arbitrage.actor, event);
    this.stepping = undefined;
  }

  /** An actor is let go. */
  release(actor: AnyActorRef): void {
    this.parent.release(actor);
  }

  /** The snapshot as plain data. */
  persist(snapshot: ArbitrageSnapshot): Snapshot<unknown> {
    return this.logic.getPersistedSnapshot(snapshot as never);
  }

  /** The snapshot that was persisted. */
  restore(persisted: unknown): ArbitrageSnapshot {
    const snapshot: unknown = this.logic.restoreSnapshot?.(persisted as never, undefined as never);
    return snapshot as ArbitrageSnapshot;
  }
}
