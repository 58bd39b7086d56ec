// Asks the server, which is the one that the page came from.
import type {
  ArbitrageRow,
  Hit,
  HopAnswer,
  Life,
  Mark,
  OrderRow,
  Page,
  RunEntry,
  RunHead,
  TimelineAnswer,
} from '../../src/inspect/page/answers.ts';
import type { DrawnChart } from '../layout/drawn.ts';

const ask = async <T>(path: string): Promise<T> => {
  let response: Response;
  try {
    response = await fetch(path, { headers: { Accept: 'application/json' } });
  } catch {
    throw new Error('The server does not answer. Is it still running?');
  }
  const answer = (await response.json()) as T & { readonly problem?: string };
  if (!response.ok) throw new Error(answer.problem ?? `The server answers ${response.status}.`);
  return answer;
};

const query = (params: Readonly<Record<string, string | number | undefined>>): string => {
  const kept = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
};

/** What a list is filtered by. */
export type ListFilter = Readonly<Record<string, string | undefined>>;

const of = (run: string): string => `api/runs/${encodeURIComponent(run)}`;

/** All runs. */
export const askRuns = (): Promise<readonly RunEntry[]> => ask('api/runs');
/** A run as a whole. */
export const askHead = (run: string): Promise<RunHead> => ask(`${of(run)}/head`);
/** Some counts over time. */
export const askTimeline = (run: string, places: readonly number[]): Promise<TimelineAnswer> =>
  ask(`${of(run)}/timeline?places=${places.join(',')}`);
/** The durations of all hops. */
export const askHops = (run: string): Promise<readonly HopAnswer[]> => ask(`${of(run)}/hops`);
/** A part of a list of orders. */
export const askOrders = (run: string, filter: ListFilter, offset: number, limit: number): Promise<Page<OrderRow>> =>
  ask(`${of(run)}/orders?${query({ ...filter, offset, limit })}`);
/** A part of a list of arbitrages. */
export const askArbitrages = (
  run: string,
  filter: ListFilter,
  offset: number,
  limit: number,
): Promise<Page<ArbitrageRow>> => ask(`${of(run)}/arbitrages?${query({ ...filter, offset, limit })}`);
/** A part of what stands out. */
export const askMarks = (run: string, filter: ListFilter, offset: number, limit: number): Promise<Page<Mark>> =>
  ask(`${of(run)}/marks?${query({ ...filter, offset, limit })}`);
/** The life of an actor. */
export const askLife = (run: string, id: string): Promise<Life> => ask(`${of(run)}/lives/${encodeURIComponent(id)}`);
/** What has that name. */
export const askFind = (run: string, text: string): Promise<readonly Hit[]> =>
  ask(`${of(run)}/find?${query({ q: text })}`);

let charts: Promise<readonly DrawnChart[]> | null = null;
/** The drawings of all charts. */
export const askCharts = (): Promise<readonly DrawnChart[]> => {
  charts ??= ask<readonly DrawnChart[]>('charts.json');
  return charts;
};
