// How far a store is migrated. It stands for itself, because the library's types lead here and not to the database's.

/** What the schema of a store is, against this engine's. */
export interface SchemaState {
  /** Migrations that are applied, and that this engine has. */
  readonly applied: number;
  readonly known: number;
  /** Whether the store was migrated by a newer engine. */
  readonly isNewer: boolean;
}
