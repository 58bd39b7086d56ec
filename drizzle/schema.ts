// The whole schema. drizzle-kit writes the migrations from it, the bulk writer takes its columns from it.
export * from './catalogue-tables.ts';
export * from './ledger-views.ts';
export * from './payout-views.ts';
export * from './readable-views.ts';
export * from './record-tables.ts';
export * from './run-tables.ts';
export * from './views.ts';
export * from './venue-tables.ts';
