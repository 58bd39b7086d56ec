// The life of one order or arbitrage, told from any journal. One pass, and only the records about it are looked at.
import type { JournalRecord, RecordBody } from '../journal/records.ts';
import { Narrator, type NarratorOptions } from './story/narrator.ts';
import type { Story } from './story/story.ts';

export { storyLines, type Story } from './story/story.ts';

/** Which order or arbitrage is asked for, and what of the journal is about it. */
export interface Explainer {
  /** Takes the next record of the journal. */
  observe(body: RecordBody, seq: number, atUs: number): void;
  /** The story, or null if the journal never spoke of it. */
  story(): Story | null;
}

/** The name without what some screens put before it: `arb:12`, `order:12.1`. */
const bareId = (id: string): string => id.replace(/^(arb|order|intent):/, '');

/** Explains an order by its id (`12.1`), or an arbitrage by its number (`12`), from the records that are to come. */
export const createExplainer = (id: string, options: Omit<NarratorOptions, 'clOrdId'> = {}): Explainer => {
  const wanted = bareId(id);
  const isNumber = /^\d+$/.test(wanted);
  const owner = wanted.includes('.') ? wanted.slice(0, wanted.indexOf('.')) : wanted;
  const arbitrage = /^\d+$/.test(owner) ? Number(owner) : -1;
  const orders = new Set<string>();
  const narrator = new Narrator(isNumber ? options : { ...options, clOrdId: wanted });
  let isKnown = false;

  const isAbout = (body: RecordBody): boolean => {
    switch (body.type) {
      case 'intent.received':
      case 'intent.refused':
        return body.intent === arbitrage;
      case 'arbitrage.moved':
        return body.arbitrage === arbitrage;
      case 'order.created':
        if (body.arbitrage !== arbitrage && body.clOrdId !== wanted) return false;
        orders.add(body.clOrdId);
        return true;
      case 'order.moved':
      case 'venue.accepted':
      case 'venue.filled':
      case 'venue.ended':
      case 'venue.replaced':
      case 'venue.settled':
      case 'settlement.moved':
        return orders.has(body.clOrdId);
      case 'fault.injected':
        return body.clOrdId !== undefined && orders.has(body.clOrdId);
      default:
        return false;
    }
  };

  return {
    observe(body, _seq, atUs) {
      if (!isAbout(body)) return;
      if (isNumber ? body.type === 'intent.received' : body.type === 'order.created' && body.clOrdId === wanted)
        isKnown = true;
      narrator.observe(body, atUs);
    },
    story: () => (isKnown ? narrator.story() : null),
  };
};

/** The life of one order (`12.1`) or arbitrage (`12`) in about ten moments; null if the journal does not know it. */
export const explain = (records: Iterable<JournalRecord>, id: string): Story | null => {
  const explainer = createExplainer(id);
  for (const record of records) explainer.observe(record, record.seq, record.atUs);
  return explainer.story();
};
