// `dte db status`: the schema's version, what is stored, and what needs looking after.
import { Option, type Command } from 'commander';
import { listCatalogues, type ListedCatalogue } from '../../persistence/store/catalogue.ts';
import { storeError } from '../../persistence/store/store-error.ts';
import type { Store } from '../../persistence/store/store.ts';
import { figuresOf, type StoreFigures } from '../../persistence/read/store-status.ts';
import type { SchemaState } from '../../persistence/store/migrations.ts';
import { countText, manyText } from '../../text/units.ts';
import { columns } from '../../text/columns.ts';
import { addDatabaseOption, ask, type DatabaseOptions } from '../database.ts';
import { databasesOf } from '../runs/databases.ts';
import type { Terminal } from '../terminal.ts';

interface Options extends DatabaseOptions {
  readonly json?: true;
}

const TABLES_SHOWN = 8;
const KIB = 1_024;

const sizeText = (bytes: number): string =>
  bytes < KIB * KIB ? `${countText(Math.ceil(bytes / KIB))} KiB` : `${countText(Math.ceil(bytes / KIB / KIB))} MiB`;

const schemaText = ({ applied, known }: SchemaState): string =>
  applied >= known
    ? `version ${applied}, this engine's`
    : `version ${applied} of ${known}: 'dte db migrate' brings it up`;

const textOf = (
  where: string,
  schema: SchemaState,
  figures: StoreFigures | null,
  catalogues: readonly ListedCatalogue[],
): string => {
  const head = [
    ['database', where],
    ['schema', schemaText(schema)],
  ];
  if (figures === null) return columns(head);
  const { runs, indexes, missingIndexes } = figures;
  const states = [
    `${countText(runs['ended'] ?? 0)} ended`,
    `${countText(runs['running'] ?? 0)} not over`,
    `${countText(runs['failed'] ?? 0)} failed`,
  ];
  const rows = [
    ...head,
    ['size', sizeText(figures.bytes)],
    ['catalogues', catalogues.length === 0 ? 'none' : catalogues.map(({ catalogue }) => catalogue).join(', ')],
    ['runs', states.join(', ')],
    [
      'dead letters',
      figures.deadLetters === 0 ? 'none' : `${countText(figures.deadLetters)}: 'dte db redrive' tries them again`,
    ],
    [
      'indexes',
      missingIndexes.length === 0
        ? `all ${indexes.length}`
        : `${indexes.length} of ${indexes.length + missingIndexes.length}: a run that ends builds them, and 'dte db index'`,
    ],
  ];
  const tables = figures.tables
    .slice(0, TABLES_SHOWN)
    .map(({ table, bytes, rows: about }) => [
      `  ${table}`,
      sizeText(bytes),
      about === null ? '' : `about ${manyText(about, 'row')}`,
    ]);
  return `${columns(rows)}The largest tables:\n${columns(tables, [1])}`;
};

const statusOf = async (store: Store) => {
  const schema = await store.schema();
  if (schema.isNewer) throw storeError('newerSchema', store.where);
  const isBehind = schema.applied < schema.known;
  const figures = isBehind ? null : await ask(store, figuresOf);
  const catalogues = isBehind ? [] : await ask(store, listCatalogues);
  return { store, schema, figures, catalogues };
};

type Status = Awaited<ReturnType<typeof statusOf>>;

const jsonOf = ({ store, schema, figures, catalogues }: Status): object => ({
  where: store.where,
  kind: store.kind,
  schema,
  ...figures,
  catalogues,
});

const status = async (options: Options, terminal: Terminal): Promise<void> => {
  const databases = databasesOf(options, terminal, { isSchemaWanted: false });
  try {
    const [first, ...others] = await databases.each(statusOf);
    if (first === undefined) return;
    // One database is one object; those that stand beside it are in it.
    const json = { ...jsonOf(first), ...(others.length === 0 ? {} : { others: others.map(jsonOf) }) };
    const text = [first, ...others].map(({ store, schema, figures, catalogues }) =>
      textOf(store.where, schema, figures, catalogues),
    );
    terminal.out(options.json ? `${JSON.stringify(json, null, 2)}\n` : text.join('\n'));
  } finally {
    await databases.close();
  }
};

/** Adds `status` to `dte db`. */
export const addStatus = (group: Command, terminal: Terminal): void => {
  const command = group
    .command('status')
    .summary('show schema, sizes, runs, dead letters')
    .description('Shows the version of the schema, sizes, runs by state, dead letters and indexes.')
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action((options: Options) => status(options, terminal));
};
