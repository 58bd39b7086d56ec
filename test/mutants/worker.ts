// One chart's mutants before its judges, in a process of its own: a mutant may make a judge loop for ever, and then it
// must be stopped from outside. Says what it is about to try, then what became of it.
import fc from 'fast-check';
import type { AnyStateMachine } from 'xstate';
import type { Judge } from '../machines/judge.ts';
import { chartWalks } from '../machines/walks.ts';
import { createDifference } from './difference.ts';
import { mutantsOf, rebuilt } from './mutate.ts';
import { firstToKill, type Verdict } from './verdict.ts';

/** What the process says. `trying` names what a stop from outside interrupts. */
export type Report =
  | { readonly kind: 'trying'; readonly index: number; readonly mutant: string; readonly total: number }
  | { readonly kind: 'verdict'; readonly index: number; readonly verdict: Verdict }
  | { readonly kind: 'unfair'; readonly judge: string }
  | { readonly kind: 'finished' };

const [name = '', start = 0] = [process.argv[2], Number(process.argv[3])];
const say = (report: Report): void => void process.send?.(report);

// One failure is enough to kill: the smallest one is of no interest here.
fc.configureGlobal({ endOnFailure: true });

const chart = chartWalks.find((one) => one.name === name);
if (chart === undefined) throw new Error(`There is no chart '${name}'.`);

// The walk is long, and asked for only when there is a survivor.
let difference: ReturnType<typeof createDifference> | undefined;
const differenceOf = (machine: AnyStateMachine): string | null => {
  difference ??= createDifference(chart);
  return difference(machine);
};

const module = (await import(`../machines/${name}.judges.ts`)) as Readonly<Record<string, unknown>>;
const judges = [...(Object.values(module).find((value) => Array.isArray(value)) as readonly Judge[])];

// An actor that a judge left without an observer reports its error late, long after the verdict.
process.on('uncaughtException', () => {});

const unfair = start === 0 ? firstToKill(judges, () => rebuilt(chart.machine)) : null;
if (unfair === null) {
  const mutants = mutantsOf(name, chart.machine);
  mutants.slice(start).forEach((mutant, offset) => {
    const index = start + offset;
    say({ kind: 'trying', index, mutant: mutant.name, total: mutants.length });
    const killer = firstToKill(judges, mutant.build);
    const differs = killer === null ? differenceOf(mutant.build()) : null;
    say({ kind: 'verdict', index, verdict: { mutant: mutant.name, killedBy: killer?.name ?? null, differs } });
    // The judge that killed last is asked first: neighbouring mutants mostly fall to the same judge.
    if (killer !== null) judges.sort((left, right) => Number(right === killer) - Number(left === killer));
  });
  say({ kind: 'finished' });
} else {
  say({ kind: 'unfair', judge: unfair.name });
}
