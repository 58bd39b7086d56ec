// The table of a chart as text, for a terminal and for a page. What a state takes over from the state around it is
// said in one word where it would be long: the surrounding state has rows of its own.
import { ANY_OTHER_EVENT, type ChartTable, type OwnedEvent, type TableCase, type TableState } from './table.ts';

/** A line of a state: what some events do, or that the surrounding state handles them. */
interface Line {
  /** Empty on the further cases of the same events. */
  readonly events: readonly string[];
  readonly case: TableCase | { readonly asIn: string };
}

/** What a state falls through to: one case is said, without the reason that stands where it is held; more are not. */
const shortened = (outer: readonly TableCase[], isAfterOwn: boolean): readonly Line['case'][] => {
  const [first] = outer;
  if (first === undefined) return [];
  if (outer.length > 1) return [{ asIn: first.from }];
  return isAfterOwn ? [{ ...first, description: null }] : outer;
};

const linesOf = (table: ChartTable, state: TableState): readonly Line[] => {
  const own: Line[] = [];
  const inherited: Line[] = [];
  const shared = new Map<string, string[]>();
  for (const { events: taken, cases } of state.rows) {
    const events = isEveryEvent(table, taken) ? ['any event'] : taken;
    const isOuter = ({ from }: TableCase): boolean => from !== state.state;
    const outerAt = cases.findIndex(isOuter);
    const outer = outerAt < 0 ? [] : cases.slice(outerAt);
    const [around] = outer;
    if (around === undefined || outer.length === 1 || outerAt > 0) {
      const inner = outerAt < 0 ? cases : cases.slice(0, outerAt);
      const shown: readonly Line['case'][] = [...inner, ...shortened(outer, inner.length > 0)];
      const into = outerAt === 0 ? inherited : own;
      shown.forEach((one, index) => into.push({ events: index === 0 ? events : [], case: one }));
    } else {
      shared.set(around.from, [...(shared.get(around.from) ?? []), ...events]);
    }
  }
  const sharedLines = [...shared].map(([asIn, events]): Line => ({ events, case: { asIn } }));
  return [...own, ...inherited, ...sharedLines];
};

const UNMARKED: readonly string[] = ['always', 'any event'];

const eventName = (event: string, mark: (name: string) => string): string => {
  if (event === ANY_OTHER_EVENT) return 'any other event';
  return UNMARKED.includes(event) ? event : mark(event);
};

const eventNames = (events: readonly string[], mark: (name: string) => string): string =>
  events.map((event) => eventName(event, mark)).join(', ');

/** The row that takes everything: what the chart names, and what it does not. */
const isEveryEvent = (table: ChartTable, events: readonly string[]): boolean =>
  events.includes(ANY_OTHER_EVENT) && table.events.every((event) => events.includes(event));

const targetText = (one: TableCase, mark: (name: string) => string): string => {
  if (one.target === null) return 'stays';
  return one.reenter ? `${mark(one.target)} (entered anew)` : mark(one.target);
};

const actionsText = (actions: readonly string[], mark: (name: string) => string): string =>
  actions.map(mark).join(', ');

const ownedText = (owned: readonly OwnedEvent[], mark: (name: string) => string): string => {
  const byOwners = new Map<string, string[]>();
  for (const { event, owners } of owned) {
    const key = owners.map(mark).join(', ');
    byOwners.set(key, [...(byOwners.get(key) ?? []), event]);
  }
  return [...byOwners]
    .map(([owners, events]) => `${eventNames(events, mark)}${owners === '' ? '' : ` (${owners})`}`)
    .join('; ');
};

const titleOf = (state: TableState, mark: (name: string) => string): string => {
  if (state.kind === 'parallel') return `${mark(state.state)}, when none of its regions takes the event`;
  return state.kind === 'around' ? `${mark(state.state)}, in any of its states` : mark(state.state);
};

const noteOf = (state: TableState, mark: (name: string) => string): string =>
  [
    state.description ?? '',
    state.entry.length === 0 ? '' : `On entry: ${actionsText(state.entry, mark)}.`,
    state.exit.length === 0 ? '' : `On exit: ${actionsText(state.exit, mark)}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');

const isWorthSaying = (state: TableState): boolean =>
  state.rows.length > 0 || (state.kind === 'leaf' && state.untaken.length > 0) || noteOf(state, String) !== '';

const plain = (name: string): string => name;

const plainLine = (line: Line): string => {
  const events = eventNames(line.events, plain);
  if ('asIn' in line.case) return `  ${events === '' ? '  else' : events}: as in ${line.case.asIn}`;
  const { guard, target, actions, description } = line.case;
  const parts = [
    events === '' ? '    or' : `  ${events}`,
    ...(guard === null ? [] : [`[${guard}]`]),
    ...(target === null ? [] : [`→ ${targetText(line.case, plain)}`]),
    ...(actions.length === 0 ? [] : [`/ ${actionsText(actions, plain)}`]),
    ...(target === null && actions.length === 0 ? ['nothing'] : []),
  ];
  return `${parts.join(' ')}${description === null ? '' : `\n      ${description}`}`;
};

/** The table for a terminal. */
export const tableText = (table: ChartTable): string => {
  const out: string[] = [`${table.chart}${table.description === null ? '' : `: ${table.description}`}`];
  for (const region of table.regions) {
    if (table.regions.length > 1) out.push('', `== ${region.region} ==`);
    if (region.elsewhere.length > 0) out.push(`Not of this region: ${ownedText(region.elsewhere, plain)}`);
    for (const state of region.states.filter(isWorthSaying)) {
      out.push('', titleOf(state, plain));
      const note = noteOf(state, plain);
      if (note !== '') out.push(`  ${note}`);
      out.push(...linesOf(table, state).map(plainLine));
      if (state.kind === 'leaf' && state.untaken.length > 0)
        out.push(`  Takes nothing of: ${ownedText(state.untaken, plain)}`);
    }
  }
  if (table.guards.length > 0)
    out.push('', 'Guards made of others', ...table.guards.map(({ name, meaning }) => `  ${name}: ${meaning}`));
  return `${out.join('\n')}\n`;
};

const code = (name: string): string => `\`${name}\``;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const markdownLine = (line: Line): string => {
  const events = eventNames(line.events, code);
  const cells =
    'asIn' in line.case
      ? [events, '', `as in ${code(line.case.asIn)}`, '', '']
      : [
          events,
          line.case.guard === null ? '' : code(line.case.guard),
          targetText(line.case, code),
          actionsText(line.case.actions, code),
          line.case.description ?? '',
        ];
  return `| ${cells.map(cell).join(' | ')} |`;
};

/** The table for a page: Markdown, with headings of that level for regions and one deeper for states. */
export const tableMarkdown = (table: ChartTable, level: number): string => {
  const heading = (depth: number, text: string): readonly string[] => ['', `${'#'.repeat(level + depth)} ${text}`, ''];
  const out: string[] = [];
  const isSplit = table.regions.length > 1;
  for (const region of table.regions) {
    if (isSplit) out.push(...heading(0, `Region ${code(region.region)}`));
    if (region.elsewhere.length > 0) out.push(`Not of this region: ${ownedText(region.elsewhere, code)}.`, '');
    for (const state of region.states.filter(isWorthSaying)) {
      out.push(...heading(isSplit ? 1 : 0, titleOf(state, code)));
      const note = noteOf(state, code);
      if (note !== '') out.push(note, '');
      const lines = linesOf(table, state);
      if (lines.length > 0) {
        out.push('| event | if | goes to | does | why |', '| --- | --- | --- | --- | --- |');
        out.push(...lines.map(markdownLine), '');
      }
      if (state.kind === 'leaf' && state.untaken.length > 0)
        out.push(`Takes nothing of: ${ownedText(state.untaken, code)}.`, '');
    }
  }
  if (table.guards.length > 0) {
    out.push(...heading(0, 'Guards made of others'), '| guard | is |', '| --- | --- |');
    out.push(...table.guards.map(({ name, meaning }) => `| ${code(name)} | ${code(meaning)} |`), '');
  }
  return `${out
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
};
