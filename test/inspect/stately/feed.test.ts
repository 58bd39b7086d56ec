// Goal: over random runs, with their faults, an inspector receives what happened: every actor, every event in order, and
// the snapshot that each event led to. The oracle is XState's own interpreter, given the same events.
import fc from 'fast-check';
import { createActor, type AnyActorRef, type AnyStateMachine, type Snapshot } from 'xstate';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../machines/catalogue.ts';
import { snapshotText } from '../../../src/inspect/stately/json-text.ts';
import { statelyOf } from '../../../src/xstate/describe.ts';
import type { ActorNotice } from '../../../src/xstate/inspection.ts';
import { anyChoice, scenarioOf } from '../../properties/any-scenario.ts';
import { step, toEnd } from '../../properties/whole-runs.ts';
import { believed, feedOf, readAll, watchedRun } from './watched-run.ts';

const nothing = (): void => undefined;

/** The charts with effects that do nothing: what an actor does to others is not asked here. */
const charts = new Map<string, AnyStateMachine>(
  catalogue.map(({ machine, effects }) => [
    machine.id,
    machine.provide({ actions: Object.fromEntries(effects.map((effect) => [effect, nothing])) as never }),
  ]),
);

const exported = catalogue.map(({ machine }) => JSON.stringify(statelyOf(machine)));

/** Interpreted twins of a run's actors, which live through the same events; `snapshots` is where each event led them. */
const createTwins = () => {
  const twins = new Map<string, AnyActorRef>();
  const charted = new Map<string, AnyStateMachine>();
  const rests = new Map<string, Snapshot<unknown>>();
  const snapshots: [id: string, snapshot: string][] = [];
  const look = (id: string): void => {
    snapshots.push([id, snapshotText(twins.get(id)?.getSnapshot() as never)]);
  };
  const observe = (notice: ActorNotice): void => {
    const { id } = notice;
    if (notice.kind === 'born') {
      const chart = charts.get(notice.machine?.id ?? '');
      if (chart === undefined) throw new Error(`${id} has no chart`);
      charted.set(id, chart);
      return;
    }
    if (notice.kind === 'moved') return;
    if (notice.event.type === 'xstate.init') {
      const { input } = notice.event as { readonly input?: unknown };
      const rest = rests.get(id);
      const twin = createActor(charted.get(id)!, {
        id,
        ...(input === undefined && rest !== undefined ? { snapshot: rest } : { input }),
      });
      twin.start();
      twins.set(id, twin);
    } else twins.get(id)?.send(notice.event);
    rests.set(id, twins.get(id)!.getPersistedSnapshot());
    look(id);
  };
  return { observe, snapshots };
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('what an inspector receives of a run', () => {
  test('is every event with the snapshot that it led to, as the interpreted chart has it', () => {
    let revived = 0;
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const twins = createTwins();
        const born = new Set<string>();
        const also = (notice: ActorNotice): void => {
          if (notice.kind === 'born' && born.has(notice.id)) revived += 1;
          if (notice.kind === 'born') born.add(notice.id);
          twins.observe(notice);
        };
        const { run, feed, agreement } = watchedRun(scenarioOf(choice, 15), feedOf(), also);
        toEnd(run);
        const messages = readAll(feed);
        believed(messages);
        const shown = messages.flatMap((message) =>
          message.type === '@xstate.snapshot' && message.event.type !== 'xstate.stop'
            ? [[message.sessionId, plain(message.snapshot)]]
            : [],
        );
        expect(shown).toEqual(twins.snapshots.map(([id, snapshot]) => [id, JSON.parse(snapshot)]));
        // An event is sent, and the next that is said of the actor is where it led.
        const told = new Map<string, unknown>();
        for (const message of messages) {
          if (message.type === '@xstate.event') {
            expect(told.has(message.sessionId)).toBe(false);
            told.set(message.sessionId, message.event);
          } else if (message.type === '@xstate.snapshot' && message.event.type !== 'xstate.stop') {
            expect(message.event).toEqual(told.get(message.sessionId));
            told.delete(message.sessionId);
          }
        }
        expect(told.size).toBe(0);
        expect(agreement.sentence).toBeNull();
      }),
      { numRuns: 15 },
    );
    expect(revived).toBeGreaterThan(0);
  });

  test('has virtual times that never go back, one root, and the ids of the actors themselves', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const { run, feed } = watchedRun(scenarioOf(choice, 10), feedOf());
        toEnd(run);
        const messages = readAll(feed);
        const times = messages.map(({ createdAt }) => Number(createdAt));
        expect(times).toEqual(times.toSorted((left, right) => left - right));
        expect(times.at(-1)).toBe(Math.floor(run.nowUs / 1_000));
        expect(messages.map(({ id }) => Number(id))).toEqual(messages.map((_, index) => index + 1));
        for (const message of messages) {
          expect(message.rootId).toBe('engine');
          expect(message.sessionId).toMatch(/^(engine|venue:\w+|arb:\d+|order:\d+\.u?\d+)$/);
          if (message.type !== '@xstate.actor') continue;
          // The charts as they are exported, which createMachine reads back: a test of the export says so.
          expect(exported).toContain(message.definition);
          const parent = message.sessionId.startsWith('order:') ? /^venue:/ : /^engine$/;
          if (message.sessionId !== 'engine') expect(message.parentId).toMatch(parent);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('is the same to the last byte when the run is re-executed, and changes nothing in it', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const scenario = scenarioOf(choice, 10);
        const [one, other] = [feedOf(), feedOf()].map((feed) => watchedRun(scenario, feed));
        const unwatched = watchedRun(scenario, feedOf('999999'));
        for (const { run } of [one!, other!, unwatched]) toEnd(run);
        expect(readAll(other!.feed)).toEqual(readAll(one!.feed));
        expect([one!.run.digest, other!.run.digest]).toEqual([unwatched.run.digest, unwatched.run.digest]);
      }),
      { numRuns: 10 },
    );
  });

  test('is of the actors that are followed, and of no others; the engine and its venues always are', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const [all, some] = [feedOf(), feedOf('2,4-5')].map((feed) => watchedRun(scenarioOf(choice, 12), feed));
        for (const { run } of [all!, some!]) toEnd(run);
        const isMeant = (id: string): boolean => /^(engine|venue:.*|arb:[245]|order:[245]\..*)$/.test(id);
        const shorn = (message: object): unknown => ({ ...message, id: '' });
        expect(readAll(some!.feed).map(shorn)).toEqual(
          readAll(all!.feed)
            .filter(({ sessionId }) => isMeant(sessionId))
            .map(shorn),
        );
      }),
      { numRuns: 10 },
    );
  });
});

describe('an inspector that comes late', () => {
  test('believes in the same actors, standing where they stand, however little is kept', () => {
    fc.assert(
      fc.property(anyChoice, fc.nat({ max: 600 }), fc.integer({ min: 1, max: 400 }), (choice, at, messagesMax) => {
        const feed = feedOf('all', { messagesMax, charactersMax: 200_000 });
        const live = new Set<string>();
        const { run, agreement } = watchedRun(scenarioOf(choice, 15), feed, (notice) => {
          if (notice.kind === 'born') live.add(notice.id);
          if (notice.kind === 'moved' && notice.snapshot.status !== 'active') live.delete(notice.id);
        });
        step(run, at);
        const late = believed(readAll(feed));
        for (const id of live) expect(late.get(id)).toEqual(JSON.parse(snapshotText(feed.latestOf(id)!)));
        const { messages, characters, actors } = feed.held;
        expect(messages).toBeLessThanOrEqual(messagesMax);
        expect(characters).toBeLessThanOrEqual(200_000);
        expect(actors).toBeLessThanOrEqual(live.size + messages);
        expect(agreement.sentence).toBeNull();
      }),
      { numRuns: 25 },
    );
  });
});

describe('what is shown is held against the journal', () => {
  test('and a snapshot that is another than the journal says is reported', () => {
    const choice = fc.sample(anyChoice, { numRuns: 1, seed: 3 })[0]!;
    const feed = feedOf();
    const wrong = watchedRun(scenarioOf(choice, 10), feed);
    const { run, agreement } = wrong;
    const observe = feed.observe.bind(feed);
    feed.observe = (notice, nowUs) => {
      if (notice.kind !== 'moved' || !notice.id.startsWith('order:')) return observe(notice, nowUs);
      const context = { ...(notice.snapshot.context as object), cumQty: 1n };
      return observe({ ...notice, snapshot: { ...notice.snapshot, context } as never }, nowUs);
    };
    toEnd(run);
    expect(agreement.comparisons).toBeGreaterThan(0);
    expect(agreement.differences).toBeGreaterThan(0);
    expect(agreement.sentence).toMatch(
      /^The inspector was shown \d+ of \d+ steps otherwise than the journal has them\. First: record \d+: order:\d+\.\d is /,
    );
  });
});
