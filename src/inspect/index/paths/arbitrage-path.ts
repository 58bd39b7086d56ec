// Where an arbitrage stands in its chart, read off the journal, which names its states as the design does. Inside
// `unwinding` the journal tells assessing from working, and no finer.

/** The states of the chart that the journal can tell apart, by number. */
export const arbitragePaths = [
  'planning.checking',
  'planning.admitting',
  'legging',
  'hedged',
  'cancelling',
  'unwinding.assessing',
  'unwinding.working',
  'ended.completed',
  'ended.partial',
  'ended.cancelled',
  'ended.failed',
  'ended.exposed',
] as const;

/** A state of the chart that the journal can tell. */
export type ArbitragePath = (typeof arbitragePaths)[number];

/** Where an arbitrage stands whose intent was received. */
export const NEW_ARBITRAGE_PATH = 0;
/** The number of the first state that is an end. */
export const FIRST_END_PATH = 7;

const numberOf = new Map<string, number>(arbitragePaths.map((path, index) => [path, index]));
const ended = new Set(['completed', 'partial', 'cancelled', 'failed', 'exposed']);

const pathOf = (state: string): ArbitragePath => {
  if (ended.has(state)) return `ended.${state}` as ArbitragePath;
  if (state === 'planning') return 'planning.checking';
  if (state === 'unwinding') return 'unwinding.assessing';
  return state as ArbitragePath;
};

/** A step: where it stood when it received the event, and where it stands then. */
export interface ArbitrageStep {
  readonly from: number;
  readonly to: number;
}

/** The step of a record, for an arbitrage that stood at `path`. */
export const arbitrageStep = (
  path: number,
  { event, from, to }: { readonly event: string; readonly from: string; readonly to: string },
): ArbitrageStep => {
  const isAnswer = event === 'exposure.assessed';
  // The journal is silent about the way back from working to assessing: the answer says that it was gone.
  const wasInside = from === 'unwinding' ? (isAnswer ? 5 : path === 6 ? 6 : 5) : (numberOf.get(pathOf(from)) ?? path);
  const source = from === 'planning' && event.startsWith('lanes.') ? 1 : wasInside;
  const target = from === 'unwinding' && to === 'unwinding' ? (isAnswer ? 6 : source) : numberOf.get(pathOf(to));
  return { from: source, to: target ?? source };
};
