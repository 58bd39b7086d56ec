// The actors of arbitrages: children of the engine's root, all of the same compiled chart. What one asks for is done
// after its own step, if it still lives.
import type { AnyActorRef, Snapshot } from 'xstate';
import { arbitrageMachine, type ArbitrageContext } from '../../machines/arbitrage.ts';
import { compile, type CompiledLogic } from '../xstate/compile.ts';
import type { Birth, Parent } from '../xstate/parent.ts';
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

  constructor(
    core: Core,
    parent: Parent<never>,
    liveOf: (number: number) => LiveArbitrage | undefined,
    work: ArbitrageWork,
  ) {
    this.parent = parent;
    const effects = Object.entries(work).map(([name, doWork]) => {
      const effect = ({ context }: { readonly context: ArbitrageContext }): void => {
        const number = Number(context.arbitrageId);
        core.defer(() => {
          const arbitrage = liveOf(number);
          if (arbitrage !== undefined) doWork(arbitrage);
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
