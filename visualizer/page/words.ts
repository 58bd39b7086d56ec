// Numbers and names as the page says them.
export { countText, durationText, percentText } from '../../src/text/units.ts';

/** An instant of virtual time: `41.552318 s`, to the microsecond, or `2:05.120000` from a minute on. */
export const instantText = (us: number): string => {
  const seconds = Math.floor(us / 1_000_000);
  const micros = String(us % 1_000_000).padStart(6, '0');
  if (seconds < 60) return `${seconds}.${micros} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${rest}.${micros}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}.${micros}`;
};

/** Money that is only drawn: micros as a number, to the cent. */
export const drawnMoney = (micros: number): string => {
  const cents = Math.round(micros / 10_000) / 100;
  return cents.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
};

const charts: Readonly<Record<string, string>> = {
  order: 'Order',
  settlement: 'Settlement',
  arbitrage: 'Arbitrage',
  'venue-executor': 'Venue lane',
  persistence: 'Persistence',
  engine: 'Engine',
};

/** The name of a chart for people. */
export const chartTitle = (name: string): string => charts[name] ?? name;

/** Charts whose actors live in wall time: the journal says nothing of them. */
export const isUnjournaled = (chart: string): boolean => chart === 'persistence';

/** The places among the order chart's states of those that a lane holds. A test holds them to the chart. */
export const orderStatePlaces = { queued: 3, inFlight: 4 } as const;
