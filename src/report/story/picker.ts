// Picks the arbitrage of a run that has most to tell, while the run goes by. It follows a few arbitrages at a time and
// keeps their records alone: memory is bounded, and a record of any other costs one look into a table.
import type { RecordBody } from '../../journal/records.ts';
import { Narrator } from './narrator.ts';
import { OrderOwners } from './order-owners.ts';
import type { Story } from './story.ts';

interface Kept {
  readonly body: RecordBody;
  readonly atUs: number;
}

interface Candidate {
  readonly arbitrage: number;
  readonly records: Kept[];
  /** What has happened to it, as bits. */
  marks: number;
  legs: number;
  /** The order whose ack was lost, if one was. */
  lost: string | null;
  isEnded: boolean;
}

/** The picker at rest: plain data. */
export interface PickerState {
  readonly candidates: readonly Readonly<Candidate>[];
}

/** Followed at a time. */
const CANDIDATES_MAX = 48;
/** An arbitrage with more to tell than that has too much to tell. */
const RECORDS_MAX = 240;
/** Beyond so many records each as many again cost a point: the story has ten lines. */
const RECORDS_EASY = 48;

/**
 * How many intents go by for each that is followed, by how many there have been: a short run is followed whole, and a
 * long one has told of everything long before its end.
 */
const strideOf = (intent: number): number => (intent <= 4_096 ? 1 : intent <= 65_536 ? 16 : 256);

const fault = 1;
const ackLost = 2;
const doubt = 4;
const reconciled = 8;
const unwind = 16;
const failed = 32;
const exposed = 64;
const lateFill = 128;
const reopened = 256;
const anomaly = 512;
const race = 1_024;
const unsettled = 2_048;
const lostInDoubt = 4_096;

const points: readonly (readonly [mark: number, points: number])[] = [
  [fault, 2],
  [ackLost, 6],
  [doubt, 4],
  [reconciled, 4],
  [unwind, 4],
  [failed, 2],
  [exposed, 1],
  [lateFill, 3],
  [reopened, 3],
  [anomaly, 1],
  [race, 1],
  [unsettled, 3],
  [lostInDoubt, 6],
];

// What happens to two legs is easier to follow than what happens to more.
const scoreOf = ({ marks, records, legs }: Candidate): number => {
  let score = 4 - 2 * legs - Math.floor(records.length / RECORDS_EASY);
  for (const [mark, worth] of points) if ((marks & mark) !== 0) score += worth;
  return score;
};

const isEnd = (state: string): boolean =>
  state === 'completed' || state === 'partial' || state === 'cancelled' || state === 'failed' || state === 'exposed';

const markOf = (body: RecordBody, candidate: Candidate): number => {
  switch (body.type) {
    case 'fault.injected':
      if (body.fault !== 'ackLost') return fault;
      candidate.lost = body.clOrdId ?? null;
      return fault | ackLost;
    case 'order.created':
      return body.owner === 'unwind' ? unwind : 0;
    case 'order.moved': {
      const flag = body.anomaly === undefined ? 0 : body.anomaly === 'lateFill' ? lateFill : anomaly;
      if (body.event === 'ack.overdue' && body.to === 'pendingNew')
        return flag | doubt | (body.clOrdId === candidate.lost ? lostInDoubt : 0);
      if (body.event === 'order.reconciled') return flag | reconciled;
      if (body.event === 'venue.cancelRejected') return flag | race;
      return flag;
    }
    case 'arbitrage.moved':
      if (body.to === 'failed' || body.to === 'partial') return failed;
      if (body.to === 'exposed') return exposed;
      return candidate.isEnded && !isEnd(body.to) ? reopened : 0;
    case 'settlement.moved':
      return body.to === 'failed' ? unsettled : 0;
    default:
      return 0;
  }
};

/** Picks a story. */
export class StoryPicker {
  private readonly candidates = new Map<number, Candidate>();
  /** Of the orders of those alone. */
  private readonly owners = new OrderOwners();
  private endedCount = 0;

  constructor(state?: PickerState) {
    for (const candidate of state?.candidates ?? []) {
      this.candidates.set(candidate.arbitrage, { ...candidate, records: [...candidate.records] });
      for (const { body } of candidate.records) this.owners.keep(body);
      if (candidate.isEnded) this.endedCount += 1;
    }
  }

  /** Takes the next record of the journal. */
  observe(body: RecordBody, _seq: number, atUs: number): void {
    if (body.type === 'intent.received') {
      const { intent: arbitrage } = body;
      if (arbitrage % strideOf(arbitrage) !== 0 || !this.makeRoom()) return;
      const records = [{ body, atUs }];
      const legs = body.legs.length;
      this.candidates.set(arbitrage, { arbitrage, records, marks: 0, legs, lost: null, isEnded: false });
      return;
    }
    if (body.type === 'intent.refused') {
      this.drop(body.intent);
      return;
    }
    // No story tells of these.
    if (body.type === 'venue.replaced' || body.type === 'venue.settled') return;
    const candidate = this.candidates.get(this.owners.arbitrageOf(body));
    if (candidate === undefined) return;
    this.owners.keep(body);
    candidate.records.push({ body, atUs });
    candidate.marks |= markOf(body, candidate);
    if (candidate.records.length > RECORDS_MAX) this.drop(candidate.arbitrage);
    else if (body.type === 'arbitrage.moved') this.noteEnd(candidate, isEnd(body.to));
  }

  /** The most telling story so far, the earliest of several; null if nothing was ever followed. */
  story(): Story | null {
    let best: Candidate | null = null;
    for (const candidate of this.candidates.values()) {
      if (!candidate.isEnded) continue;
      if (best === null || scoreOf(candidate) > scoreOf(best)) best = candidate;
    }
    if (best === null) return null;
    const narrator = new Narrator();
    for (const { body, atUs } of best.records) narrator.observe(body, atUs);
    return { ...narrator.story(), omitted: 0 };
  }

  /** The picker as plain data. */
  save(): PickerState {
    return {
      candidates: [...this.candidates.values()].map((candidate) => ({
        ...candidate,
        records: candidate.records.map((record) => ({ ...record })),
      })),
    };
  }

  private noteEnd(candidate: Candidate, isEnded: boolean): void {
    if (candidate.isEnded === isEnded) return;
    candidate.isEnded = isEnded;
    this.endedCount += isEnded ? 1 : -1;
  }

  private drop(arbitrage: number): void {
    const candidate = this.candidates.get(arbitrage);
    if (candidate === undefined) return;
    if (candidate.isEnded) this.endedCount -= 1;
    this.owners.forget(candidate.records);
    this.candidates.delete(arbitrage);
  }

  /** Gives up the least telling of those that have ended, never the only one. */
  private makeRoom(): boolean {
    if (this.candidates.size < CANDIDATES_MAX) return true;
    if (this.endedCount < 2) return false;
    let least: Candidate | null = null;
    for (const candidate of this.candidates.values()) {
      if (!candidate.isEnded) continue;
      if (least === null || scoreOf(candidate) < scoreOf(least)) least = candidate;
    }
    if (least !== null) this.drop(least.arbitrage);
    return true;
  }
}
