// Lives the story of a random chart and writes down everything that can be seen of it.
import { createActor, type AnyActorLogic, type AnyMachineSnapshot, type Snapshot } from 'xstate';
import type { RandomChart } from './chart.ts';

/** Who runs the chart. */
export type Side = 'interpreted' | 'compiled';

/** What is seen after a step. */
export type Observation = Readonly<Record<string, unknown>>;

/** Errors are compared by name and text; only what did not come to rest has words of its own. */
export const errorText = (error: unknown): string | undefined => {
  if (error === undefined) return undefined;
  if (!(error instanceof Error)) return String(error);
  return /Infinite loop|did not come to rest/.test(error.message) ? 'restless' : `${error.name}: ${error.message}`;
};

/** The answer, or the error instead: guards may throw when `can` asks them. */
const answer = (ask: () => unknown): unknown => {
  try {
    return ask();
  } catch (error) {
    return errorText(error);
  }
};

const jsonOf = (snapshot: AnyMachineSnapshot): unknown => {
  const parsed = JSON.parse(JSON.stringify(snapshot)) as Record<string, unknown>;
  // XState orders tags by who was entered last, and a finished machine's regions backwards.
  parsed['tags'] = [...(parsed['tags'] as string[])].toSorted();
  return snapshot.status === 'active' ? JSON.stringify(parsed) : parsed;
};

const observe = ({ values, askedEvents }: RandomChart, snapshot: AnyMachineSnapshot): Observation => ({
  keys: Object.keys(snapshot).join(),
  value: snapshot.value,
  context: snapshot.context,
  contextKeys: Object.keys(snapshot.context).join(),
  status: snapshot.status,
  output: snapshot.output,
  error: errorText(snapshot.error),
  tags: [...snapshot.tags].toSorted(),
  hasTag: snapshot.hasTag('common'),
  meta: snapshot.getMeta(),
  matches: values.map((value) => snapshot.matches(value as never)),
  can: askedEvents.map((event) => answer(() => snapshot.can(event))),
});

/**
 * Everything seen of the chart's life when `before` runs it up to its break, where it is persisted, and `after`
 * restores it and continues to the end.
 */
export const life = (chart: RandomChart, before: Side, after: Side): readonly Observation[] => {
  const { journal, events, input, isOrdered } = chart;
  const seen: Observation[] = [];
  const start = (side: Side, persisted?: Snapshot<unknown>) => {
    const logic = (side === 'compiled' ? chart.compiled : chart.machine) as AnyActorLogic;
    const actor = createActor(logic, { id: 'actor', input, ...(persisted && { snapshot: persisted }) });
    // Someone listens, so that errors are not thrown at the process.
    actor.subscribe({ error: () => {} });
    return actor.start();
  };
  journal.length = 0;
  let actor = start(before);
  const look = (previous: unknown): void => {
    const snapshot = actor.getSnapshot() as AnyMachineSnapshot;
    const isSame = snapshot === previous;
    const told = journal.splice(0);
    const effects = isOrdered ? told : told.map(({ type }) => type).toSorted();
    seen.push(isSame ? { isSame, effects } : { isSame, effects, ...observe(chart, snapshot) });
  };
  look(undefined);
  for (const [index, event] of events.entries()) {
    if (index === chart.breakAt) {
      const persisted = actor.getPersistedSnapshot() as Snapshot<unknown>;
      const { error } = persisted as { readonly error?: unknown };
      seen.push({ persisted: { ...persisted, error: errorText(error) } });
      seen.push({ json: jsonOf(actor.getSnapshot() as AnyMachineSnapshot) });
      actor.stop();
      look(undefined);
      const isText = chart.breaksAsText && persisted.status === 'active';
      actor = start(after, isText ? (JSON.parse(JSON.stringify(persisted)) as Snapshot<unknown>) : persisted);
      look(undefined);
    }
    const previous = actor.getSnapshot() as AnyMachineSnapshot;
    if (previous.status !== 'active') continue;
    actor.send(event);
    look(previous);
  }
  actor.stop();
  look(undefined);
  return seen;
};
