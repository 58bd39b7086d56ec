// The life of one order or arbitrage, from any journal. One pass, and only the records about it are looked at.
import { arbitrageOfOrder, type JournalRecord, type RecordBody } from '../journal/records.ts';
import type { BodyOf } from '../audit/types.ts';
import { Narrator, type NarratorOptions } from './story/narrator.ts';
import { OrderOwners } from './story/order-owners.ts';
import { PastRecords } from './story/past-records.ts';
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

class JournalExplainer implements Explainer {
  private readonly wanted: string;
  /** The number that is asked for; 0 where it is an id. */
  private readonly number: number;
  private readonly options: Omit<NarratorOptions, 'clOrdId'>;
  private readonly owners = new OrderOwners();
  /** Null where no order of an arbitrage is asked for, or once it has come. */
  private past: PastRecords | null;
  private narrator: Narrator | null = null;
  /** The arbitrage that is explained, and the order; 0 and undefined for none. */
  private arbitrage = 0;
  private clOrdId: string | undefined = undefined;

  constructor(id: string, options: Omit<NarratorOptions, 'clOrdId'>) {
    this.wanted = bareId(id);
    this.number = /^[1-9]\d{0,14}$/.test(this.wanted) ? Number(this.wanted) : 0;
    this.options = options;
    this.past = this.number === 0 ? new PastRecords(this.owners) : null;
  }

  observe(body: RecordBody, _seq: number, atUs: number): void {
    if (this.narrator === null) this.look(body, atUs);
    if (this.narrator === null || !this.isAbout(body)) return;
    this.owners.keep(body);
    this.narrator.observe(body, atUs);
  }

  story(): Story | null {
    return this.narrator?.story() ?? null;
  }

  /** Looks for the first record that shows what the id means. */
  private look(body: RecordBody, atUs: number): void {
    if (body.type === 'intent.received' && body.intent === this.number) {
      this.arbitrage = body.intent;
      this.narrator = new Narrator(this.options);
    } else if (body.type === 'order.created' && this.isWanted(body)) {
      const { clOrdId } = body;
      this.clOrdId = clOrdId;
      this.arbitrage = arbitrageOfOrder(body);
      const narrator = new Narrator({ ...this.options, clOrdId });
      for (const past of this.past?.of(this.arbitrage) ?? []) narrator.observe(past.body, past.atUs);
      this.narrator = narrator;
      this.past = null;
    } else this.past?.observe(body, atUs);
  }

  /** An order is asked for by its id, and the plain order of a strategy by the number of its intent, too. */
  private isWanted({ clOrdId, owner, ownerId }: BodyOf<'order.created'>): boolean {
    return clOrdId === this.wanted || (owner === 'strategy' && ownerId === this.number);
  }

  private isAbout(body: RecordBody): boolean {
    if (this.arbitrage !== 0) return this.owners.arbitrageOf(body) === this.arbitrage;
    return 'clOrdId' in body && body.clOrdId === this.clOrdId;
  }
}

/**
 * Explains an order by its id (`12.1`), or an arbitrage or a plain order of a strategy by its number (`12`), from the
 * records that are to come.
 */
export const createExplainer = (id: string, options: Omit<NarratorOptions, 'clOrdId'> = {}): Explainer =>
  new JournalExplainer(id, options);

/** The life of one order (`12.1`) or arbitrage (`12`) in about ten moments; null if the journal does not know it. */
export const explain = (records: Iterable<JournalRecord>, id: string): Story | null => {
  const explainer = createExplainer(id);
  for (const record of records) explainer.observe(record, record.seq, record.atUs);
  return explainer.story();
};
