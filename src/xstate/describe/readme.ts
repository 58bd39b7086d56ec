// The page about the charts, as text: of each its sentence, its drawing and its table. The caller writes the file.
import type { AnyStateMachine } from 'xstate';
import { mermaidOf } from './mermaid.ts';
import { tableMarkdown } from './table-text.ts';
import { tableOf } from './table.ts';

/** As much of a chart as the page needs. */
export interface DescribedChart {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly effects: readonly string[];
}

const ROOT_LEVEL = 3;

const chartSection = ({ name, machine, effects }: DescribedChart): string => {
  const description = machine.root.description ?? '';
  const asked = effects.map((effect) => `\`${effect}\``).join(', ');
  return [
    `## ${name}`,
    '',
    [description, effects.length === 0 ? '' : `It asks its owner for: ${asked}.`]
      .filter((part) => part !== '')
      .join(' '),
    '',
    '```mermaid',
    mermaidOf(machine).trimEnd(),
    '```',
    '',
    tableMarkdown(tableOf(machine), ROOT_LEVEL).trimEnd(),
    '',
  ].join('\n');
};

const anchorOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

/** The page: Markdown, whose first line names the command that writes it. */
export const readmeOf = (charts: readonly DescribedChart[], command: string): string =>
  [
    `<!-- Written by \`${command}\` from the charts themselves. Do not edit: change the chart. -->`,
    '',
    '# The statecharts',
    '',
    'Each chart is pure: named guards and actions, no clock, no input or output. What it wants done it asks its owner for, by',
    'name. In a drawing, an edge is `event [guard] / actions`, and a line in a state is what an event does there without',
    'leaving it; labels are shortened. The tables hold every word: the cases of an event are asked from the top, and the first',
    'whose guard passes is taken. `always` stands for a step that needs no event. An event that a state leaves to the states',
    'around it says so; what nothing takes changes nothing there.',
    '',
    ...charts.map(({ name, machine }) =>
      `- [${name}](#${anchorOf(name)}): ${machine.root.description ?? ''}`.trimEnd(),
    ),
    '',
    ...charts.map(chartSection),
  ].join('\n');
