// The actors of arbitrages: children of the engine's root, all of the same compiled chart. What one asks for is done
// after its own step, if it still lives. It asks at no other time: not when it is born, nor when it comes back.
import type { AnyActorRef, Snapshot } from 'xstate';
import { arbitrageMachine, type ArbitrageEvent } from '../../../machines/arbitrage.ts';
import { assert } from '../../kernel/assert.ts';
import type { World } from '../../world/world.ts';
import { persistSnapshot, restoreSnapshot } from '../../xstate/at-rest.ts';
import { compile, type CompiledLogic } from '../../xstate/compile.ts';
import { sendTo, type Birth, type Children } from '../../xstate/parent.ts';
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
  private readonly parent: Children;
  private readonly logic: CompiledLogic<typeof arbitrageMachine>;
  /** The arbitrage that is in its step. */
  private stepping: LiveArbitrage | undefined;

  constructor(world: Pick<World<never>, 'defer'>, parent: Children, work: ArbitrageWork) {
    this.parent = parent;
    const asks = (name: keyof ArbitrageWork) => (): void => {
      const arbitrage = this.stepping;
      assert(arbitrage !== undefined, () => `an arbitrage asks for ${name} outside of its step`);
      const doWork = work[name];
      world.defer(() => {
        if (arbitrage.isLive) doWork(arbitrage);
      });
    };
    const actions = {
      sendLegs: asks('sendLegs'),
      sendNextLeg: asks('sendNextLeg'),
      cancelOtherLegs: asks('cancelOtherLegs'),
      cancelUnwind: asks('cancelUnwind'),
      assessExposure: asks('assessExposure'),
      placeUnwind: asks('placeUnwind'),
      arbitrageEnded: asks('arbitrageEnded'),
    };
    this.logic = compile(arbitrageMachine.provide({ actions }));
  }

  /** Spawns an actor. */
  spawn(number: number, birth: Birth): AnyActorRef {
    return this.parent.spawn(this.logic, `arb:${number}`, birth);
  }

  /** Takes an arbitrage one step further. */
  send(arbitrage: LiveArbitrage, event: ArbitrageEvent): void {
    this.stepping = arbitrage;
    sendTo(arbitrage.actor, event);
    this.stepping = undefined;
  }

  /** Stops an actor. */
  release(actor: AnyActorRef): void {
    this.parent.release(actor);
  }

  /** The snapshot as plain data. */
  persist(snapshot: ArbitrageSnapshot): Snapshot<unknown> {
    return persistSnapshot(this.logic, snapshot);
  }

  /** The snapshot that was persisted. */
  restore(persisted: unknown): ArbitrageSnapshot {
    return restoreSnapshot(this.logic, persisted);
  }
}
