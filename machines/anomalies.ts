// What a chart writes down when something comes that its table does not hold. Nothing is thrown away:
// the list is capped so that a context stays small, the count is not.

/** How many anomalies a context keeps in full; later ones are counted only. */
export const ANOMALIES_MAX = 32;

/** One thing that was not expected: `kind` says what, `event` which event brought it. */
export interface Anomaly<Kind extends string = string> {
  readonly kind: Kind;
  readonly event: string;
  /** The trade or venue order it speaks of. */
  readonly id?: string;
  /** Quantity, in micros of a share. */
  readonly qty?: bigint;
  /** Price, in micros of the currency. */
  readonly px?: bigint;
}

/** The part of every chart's context that records anomalies. */
export interface AnomalyRecord<Kind extends string = string> {
  /** The first {@link ANOMALIES_MAX} anomalies, oldest first. */
  readonly anomalies: readonly Anomaly<Kind>[];
  /** All anomalies there have been, those past the cap too. */
  readonly anomalyCount: number;
}

/** A record with nothing in it, for an initial context. */
export const noAnomalies: AnomalyRecord<never> = { anomalies: [], anomalyCount: 0 };

/** The record with one anomaly more. */
export const withAnomaly = <Kind extends string>(
  record: AnomalyRecord<Kind>,
  anomaly: Anomaly<Kind>,
): AnomalyRecord<Kind> => ({
  anomalies: record.anomalies.length < ANOMALIES_MAX ? [...record.anomalies, anomaly] : record.anomalies,
  anomalyCount: record.anomalyCount + 1,
});

/** Whether an event is the project's and not XState's own (a wildcard at a root catches both). */
export const isDomainEvent = ({ event }: { readonly event: { readonly type: string } }): boolean =>
  !event.type.startsWith('xstate.');
