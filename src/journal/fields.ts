// The kinds of field a journal record is made of. A record's schema is a table of them, and its type, its
// canonical encoding and its decoding all come from that one table.

/** What a field holds: an integer, micros, text, a truth value, or a list of flat rows given by their own schema. */
export type FieldKind = 'int' | 'micros' | 'text' | 'flag' | Rows;

/** A list of flat rows. */
export interface Rows {
  readonly rows: Readonly<Record<string, 'int' | 'micros' | 'text' | 'flag'>>;
}

/** A field that a record may lack. */
export interface Optional<K extends FieldKind> {
  readonly optional: K;
}

/** A record's fields by name. */
export type Schema = Readonly<Record<string, FieldKind | Optional<FieldKind>>>;

/** Marks a field that a record may lack: absent, never undefined. */
export const optional = <const K extends FieldKind>(kind: K): Optional<K> => ({ optional: kind });

type ValueOf<K> = K extends 'int'
  ? number
  : K extends 'micros'
    ? bigint
    : K extends 'text'
      ? string
      : K extends 'flag'
        ? boolean
        : K extends { readonly rows: infer R }
          ? readonly { readonly [F in keyof R]: ValueOf<R[F]> }[]
          : never;

type OptionalKeys<S> = { [F in keyof S]: S[F] extends Optional<FieldKind> ? F : never }[keyof S];

/** The type of what a schema describes. An optional field may be given as `undefined`: it is then not written. */
export type FieldsOf<S extends Schema> = {
  readonly [F in Exclude<keyof S, OptionalKeys<S>>]: ValueOf<S[F]>;
} & {
  readonly [F in OptionalKeys<S>]?: (S[F] extends Optional<infer K> ? ValueOf<K> : never) | undefined;
};
