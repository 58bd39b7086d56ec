// Charts told to people and to other tools: a drawing, a table, a page, an export. Reads configs; runs nothing.
export { mermaidOf } from './describe/mermaid.ts';
export { readmeOf, type DescribedChart } from './describe/readme.ts';
export { statelyOf, type Json } from './describe/stately.ts';
export { summaryOf, type ChartSummary } from './describe/summary.ts';
export { tableOf, type ChartTable } from './describe/table.ts';
export { tableText } from './describe/table-text.ts';
