// The drawing of the schema is the schema's: made from it, and compared. To draw it anew:
// `npx vitest run test/persistence/drawing.test.ts --update`.
import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig, getViewConfig, type PgTable } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import * as catalogue from '../../drizzle/catalogue-tables.ts';
import * as ledger from '../../drizzle/ledger-views.ts';
import * as payouts from '../../drizzle/payout-views.ts';
import * as readable from '../../drizzle/readable-views.ts';
import { recordTables } from '../../drizzle/record-tables.ts';
import { checkpoints, deadLetters, runIndexes, runs, words } from '../../drizzle/run-tables.ts';
import * as views from '../../drizzle/views.ts';

const keyOf = (table: PgTable): ReadonlySet<string> => {
  const { primaryKeys, columns } = getTableConfig(table);
  const own = columns.filter(({ primary }) => primary).map(({ name }) => name);
  return new Set([...own, ...primaryKeys.flatMap((key) => key.columns.map(({ name }) => name))]);
};

const kindOf = (sqlType: string): string => sqlType.replaceAll(/[^a-z0-9]+/g, '_');

const boxOf = (table: PgTable): string => {
  const keys = keyOf(table);
  const lines = Object.values(getTableColumns(table)).map(
    (column) =>
      `    ${kindOf(column.getSQLType())} ${column.name}${keys.has(column.name) ? ' PK' : ''}${column.notNull ? '' : ' "may be absent"'}`,
  );
  return [`  ${getTableName(table)} {`, ...lines, '  }'].join('\n');
};

const drawing = (tables: readonly PgTable[], relations: readonly string[]): string =>
  ['```mermaid', 'erDiagram', ...relations.map((relation) => `  ${relation}`), ...tables.map(boxOf), '```'].join('\n');

const ofRun = (table: PgTable): string => `runs ||--o{ ${getTableName(table)} : "(run, seq)"`;

const document = (): string => {
  const records: readonly PgTable[] = Object.values(recordTables);
  const own: readonly PgTable[] = [runs, words, checkpoints, deadLetters, runIndexes];
  const { catalogues, ...listed } = catalogue;
  const types = Object.entries(recordTables).map(([type, table]) => `- \`${getTableName(table)}\`: \`${type}\``);
  const named = Object.values({ ...views, ...ledger, ...payouts, ...readable }).map(
    (view) => `- \`${getViewConfig(view).name}\``,
  );
  return `# The schema

The journal is the data: every record is exactly one row of the table of its type, and its canonical line, and so the run's
digest, is computed again from the rows. The primary key is (run, seq), the place of the record in its run. Quantities, prices
and money are int8 micros, times int8 virtual microseconds. A text that holds one of few is a number of the run's dictionary,
\`words\`; an id or a sentence is text, in which what Postgres cannot hold is written as JSON between quotes. Lists are \`json\`.

Everything is append-only but the row of a run, whose \`mark\` moves in the transaction of the rows that it covers
(\`advance_mark\`), and only for the writer whose \`epoch\` it is. A record that the database refuses is a row of \`dead_letters\`
under its own sequence. \`run_indexes\` holds what the visualizer has made of a finished run: it is made of the records, and may be
deleted at any time. The views show texts for numbers, the last revision of what changes, and time-ordered UUIDs derived from
(run, seq) (\`sequence_uuid\`).

## Runs

${drawing(own, [...own.slice(1, -1).map(ofRun), 'runs ||--o| run_indexes : "(run)"'])}

## Records

${types.join('\n')}

${drawing(records, records.map(ofRun))}

## Catalogue

${drawing(
  [catalogues, ...Object.values(listed)],
  Object.values(listed).map((table) => `catalogues ||--o{ ${getTableName(table)} : holds`),
)}

## Views

${named.join('\n')}
`;
};

it('the drawing of the schema is of the schema as it is', async () => {
  await expect(document()).toMatchFileSnapshot('../../drizzle/README.md');
});
