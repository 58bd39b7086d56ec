// Tells the life of one arbitrage, or of one order of it, from the journal's records about it. It says nothing that the
// records do not.
import type { BodyOf } from '../../audit/types.ts';
import type { RecordBody } from '../../journal/records.ts';
import { faultCatalogue } from '../../venues/faults/catalogue.ts';
import { countText, durationText, moneyText, sizeText } from '../../text/units.ts';
import { narrateMove } from './narrate-order.ts';
import { Moments, weights } from './moments.ts';
import type { Story } from './story.ts';
import { orderEndText } from './order-end.ts';
import { filledText, toldOrder, wantedText, type ToldOrder } from './told-order.ts';
import { causeText, listText } from './words.ts';

/** What the story is of, beside the arbitrage itself. */
export interface NarratorOptions {
  /** One order alone, by its id. */
  readonly clOrdId?: string;
  /** The most moments that the story has. */
  readonly momentsMax?: number;
}

const MOMENTS_MAX = 10;
const LEGS_NAMED_MAX = 4;
const ends = new Set(['completed', 'partial', 'cancelled', 'failed', 'exposed']);

const faultText = (fault: string): string => {
  const card = Object.entries(faultCatalogue).find(([name]) => name === fault)?.[1];
  return card === undefined ? fault : card.does.charAt(0).toLowerCase() + card.does.slice(1).replace(/\.$/, '');
};

/** Tells one story. */
export class Narrator {
  private readonly focus: string | undefined;
  private readonly momentsMax: number;
  private readonly moments = new Moments();
  private readonly orders = new Map<string, ToldOrder>();
  private leaving: string[] = [];
  private leavingAtUs = 0;
  private intent: BodyOf<'intent.received'> | null = null;
  private startUs: number | null = null;
  private cancellingAtUs = -1;
  /** The last leg that ended short: it is what a set of legs is given up for. */
  private shortLeg: ToldOrder | null = null;
  /** Who was to blame when the set was given up: others end short because of it. */
  private blamed: string | null = null;

  constructor({ clOrdId, momentsMax = MOMENTS_MAX }: NarratorOptions = {}) {
    this.focus = clOrdId;
    this.momentsMax = momentsMax;
  }

  /** Takes the next record about the arbitrage or one of its orders. */
  observe(body: RecordBody, atUs: number): void {
    this.startUs ??= atUs;
    if (!(body.type === 'order.moved' && body.event === 'order.sent') && body.type !== 'order.created') this.leave();
    switch (body.type) {
      case 'intent.received':
        return this.wanted(body, atUs);
      case 'intent.refused':
        return this.tell(atUs, weights.essential, 'refused', `refused by the ${body.by}: ${causeText(body.reason)}`);
      case 'order.created':
        return this.created(body, atUs);
      case 'order.moved':
        return this.moved(body, atUs);
      case 'arbitrage.moved':
        return this.stepped(body, atUs);
      case 'fault.injected':
        return this.struck(body, atUs);
      case 'venue.accepted':
        return this.accepted(body, atUs);
      case 'venue.filled':
        return this.filledThere(body, atUs);
      case 'venue.ended':
        return this.endedThere(body, atUs);
      case 'settlement.moved':
        return this.settled(body, atUs);
      default:
        return undefined;
    }
  }

  /** The story of all that was observed. */
  story(): Story {
    this.leave();
    const order = this.focus === undefined ? undefined : this.orders.get(this.focus);
    if (order !== undefined) this.closeOrder(order);
    return this.moments.story(this.titleOf(order), this.startUs ?? 0, this.momentsMax);
  }

  private lastAtUs = 0;

  private tell(atUs: number, weight: number, key: string, text: string, clOrdId?: string): void {
    if (this.focus !== undefined && clOrdId !== undefined && clOrdId !== this.focus) return;
    this.moments.add(atUs, weight, key, text);
  }

  private titleOf(order: ToldOrder | undefined): string {
    const { intent } = this;
    const at = `at ${durationText(this.startUs ?? 0)} of virtual time`;
    if (order !== undefined) {
      return `Order ${order.clOrdId}${ownerText(order)}: ${wantedText(order)}.`;
    }
    if (intent === null) return `An order that belongs to no arbitrage, ${at}.`;
    return (
      `Arbitrage ${intent.intent}, ${at}: ${sizeText(intent.sets)} sets of ${intent.pair}, legs ` +
      `${intent.mode === 'parallel' ? 'all at once' : 'one after the other'}, strategy ${intent.strategy}.`
    );
  }

  private wanted(body: BodyOf<'intent.received'>, atUs: number): void {
    this.intent = body;
    this.startUs = atUs;
    const named = body.legs.slice(0, LEGS_NAMED_MAX).map((leg) => wantedText({ ...leg, orderQty: leg.qty }));
    const more = body.legs.length - named.length;
    const legs = listText(more > 0 ? [...named, `${more} more`] : named);
    // What is refused by the plan has no edge that anybody counted.
    const edge =
      body.expectedEdge === 0n
        ? ''
        : `, for ${moneyText(body.expectedEdge)} of edge after fees (${countText(body.roiBps)} bps)`;
    this.tell(atUs, this.focus === undefined ? weights.essential : weights.step, 'wanted', `wanted: ${legs}${edge}`);
  }

  private created(body: BodyOf<'order.created'>, atUs: number): void {
    const order = toldOrder(body);
    this.orders.set(body.clOrdId, order);
    if (body.owner === 'leg') return;
    this.leave();
    if (body.owner !== 'unwind') {
      const who = body.owner === 'client' ? 'the client sends' : 'the strategy places';
      return this.tell(atUs, weights.step, `placed ${body.clOrdId}`, `${who} ${body.clOrdId}`, body.clOrdId);
    }
    const tries = this.moments.timesOf('unwind');
    const again = tries === 0 ? '' : ` (try ${tries + 1})`;
    this.tell(
      atUs,
      weights.turn + 1,
      'unwind',
      `to get out of it, ${body.clOrdId}${again}: ${wantedText(order)}`,
      body.clOrdId,
    );
  }

  private moved(body: BodyOf<'order.moved'>, atUs: number): void {
    const order = this.orders.get(body.clOrdId);
    if (order === undefined) return;
    this.lastAtUs = atUs;
    order.isTold = true;
    const isShort = body.to === 'canceled' || body.to === 'rejected';
    if (isShort && order.status !== body.to && order.owner === 'leg') this.shortLeg = order;
    if (body.event === 'order.sent' && order.owner !== 'unwind') {
      if (this.leaving.length > 0 && this.leavingAtUs !== atUs) this.leave();
      this.leaving.push(body.clOrdId);
      this.leavingAtUs = atUs;
    }
    // The cancels that follow from giving up are said with it.
    const isSaid = body.event === 'cancel.requested' && this.cancellingAtUs === atUs && this.focus === undefined;
    const isTold = !isSaid && (this.focus === undefined || this.focus === body.clOrdId);
    narrateMove(isTold ? this.moments : new Moments(), order, body, atUs);
  }

  /** The legs that left at one instant are one moment. */
  private leave(): void {
    const { leaving, leavingAtUs } = this;
    if (leaving.length === 0) return;
    this.leaving = [];
    if (this.focus !== undefined && !leaving.includes(this.focus)) return;
    const named = leaving.map((clOrdId) => `${clOrdId} to ${this.orders.get(clOrdId)?.venue ?? '?'}`);
    const text =
      leaving.length === 1 ? `${named.join('')} leaves` : `${leaving.length} legs leave at once: ${listText(named)}`;
    // What leaves at once goes without saying.
    const weight = leavingAtUs === this.startUs ? weights.step : weights.event + 1;
    this.moments.add(leavingAtUs, weight, `sent ${leaving.join(' ')}`, text);
  }

  private struck({ fault, venue, clOrdId }: BodyOf<'fault.injected'>, atUs: number): void {
    const where = clOrdId === undefined ? `at ${venue}` : `at ${venue}, order ${clOrdId}`;
    this.tell(atUs, weights.blow, `fault ${fault} ${clOrdId}`, `FAULT ${fault} ${where}: ${faultText(fault)}`, clOrdId);
  }

  private accepted({ clOrdId, venue, venueOrderId }: BodyOf<'venue.accepted'>, atUs: number): void {
    const order = this.orders.get(clOrdId);
    if (order === undefined) return;
    order.venueStatus = 'live';
    if (!order.isTold) this.lastAtUs = atUs;
    if (this.focus === clOrdId)
      this.tell(atUs, weights.step, 'taken', `${venue} takes it, as ${venueOrderId}`, clOrdId);
  }

  private filledThere({ clOrdId, lastQty, leavesQty }: BodyOf<'venue.filled'>, atUs: number): void {
    const order = this.orders.get(clOrdId);
    if (order === undefined) return;
    order.venueCumQty += lastQty;
    if (leavesQty === 0n) order.venueStatus = 'filled';
    if (!order.isTold) this.lastAtUs = atUs;
  }

  private endedThere({ clOrdId, status }: BodyOf<'venue.ended'>, atUs: number): void {
    const order = this.orders.get(clOrdId);
    if (order === undefined) return;
    order.venueStatus = status === 'rejected' ? 'rejected' : 'cancelled';
    if (!order.isTold) this.lastAtUs = atUs;
  }

  private settled({ clOrdId, venue, to }: BodyOf<'settlement.moved'>, atUs: number): void {
    if (to === 'failed')
      this.tell(
        atUs,
        weights.blow,
        `unsettled ${clOrdId}`,
        `a fill of ${clOrdId} does not settle at ${venue}: its shares and money are back`,
        clOrdId,
      );
    else if (to === 'retrying')
      this.tell(atUs, weights.event, `retrying ${clOrdId}`, `the settlement of ${clOrdId} is tried again`, clOrdId);
    else if (to === 'confirmed')
      this.tell(atUs, weights.detail, `settled ${clOrdId}`, `${clOrdId} has settled at ${venue}`, clOrdId);
  }

  private stepped(body: BodyOf<'arbitrage.moved'>, atUs: number): void {
    const { from, to, cause, verdict, event } = body;
    const isOrder = this.focus !== undefined;
    if (ends.has(from) && !ends.has(to)) {
      const why = cause === undefined ? '' : `: ${causeText(cause)}`;
      this.tell(atUs, weights.blow, 'reopened', `what had ended ${from} is opened again${why}`);
    }
    if (to === 'cancelling' && from !== to) {
      this.cancellingAtUs = atUs;
      this.blamed ??= this.blame(cause);
      const whom = cause === 'legShort' ? 'every other leg' : 'what is open';
      const text = `${this.blamed}: ${whom} is cancelled in the same instant`;
      this.tell(atUs, weights.blow, 'cancelling', text);
    } else if (to === 'unwinding' && event === 'exposure.assessed' && verdict === 'exposed') {
      const text = `exposed: ${sizeText(body.residueQty ?? 0n)} shares without their other side, ${worstText(body)}`;
      if (!isOrder) this.tell(atUs, weights.turn + 1, 'exposed', text);
    } else if (to === 'hedged' && from !== to) {
      if (!isOrder)
        this.tell(atUs, weights.event, 'hedged', 'hedged: the same payout whatever happens; not all has settled');
    } else if (ends.has(to) && from !== to)
      this.tell(atUs, isOrder ? weights.event : weights.essential, `end ${to}`, this.endText(body));
  }

  private blame(cause: string | undefined): string {
    const { shortLeg, blamed } = this;
    if (cause === 'legShort' && blamed !== null) return blamed;
    if (cause === 'legShort' && shortLeg !== null)
      return shortLeg.cumQty === 0n
        ? `${shortLeg.clOrdId} has come to nothing`
        : `${shortLeg.clOrdId} has ended with ${filledText(shortLeg)}`;
    return cause === undefined ? 'the plan is given up' : causeText(cause);
  }

  private endText(body: BodyOf<'arbitrage.moved'>): string {
    const { to, cause, residueQty } = body;
    const expected = this.intent?.expectedEdge;
    const realised = body.realised ?? (body.worstCase === undefined ? undefined : -body.worstCase);
    const against = expected === undefined ? '' : `, where ${moneyText(expected)} was expected`;
    const why = cause === undefined ? '' : ` (${this.blame(cause)})`;
    const result = realised === undefined ? '' : `: ${moneyText(realised, { isSigned: true })}${against}`;
    switch (to) {
      case 'completed':
        return `COMPLETED, every set hedged${result === '' ? against.replace(', where', ':') : result}`;
      case 'partial':
        return `PARTIAL, hedged with fewer sets than planned${result}${why}`;
      case 'cancelled':
        return `CANCELLED, nothing had filled and nothing is lost${why}`;
      case 'failed':
        return `FAILED, flat again at a cost${result}${why}`;
      default:
        return `EXPOSED, ${sizeText(residueQty ?? 0n)} shares are left, ${worstText(body)}${why}`;
    }
  }

  /** Adds what became of the one order that the story is of. */
  private closeOrder(order: ToldOrder): void {
    this.moments.add(this.lastAtUs, weights.essential, 'end', orderEndText(order));
  }
}

/** Whose an order is, as it stands in a title; nothing for a client's, whose journal has no others. */
const ownerText = ({ owner, ownerId }: ToldOrder): string => {
  if (owner === 'leg') return `, a leg of arbitrage ${ownerId}`;
  if (owner === 'unwind') return `, an unwind of arbitrage ${ownerId}`;
  return owner === 'strategy' ? ', a plain order of a strategy' : '';
};

const worstText = ({ worstCase }: BodyOf<'arbitrage.moved'>): string => {
  if (worstCase === undefined) return 'with an unknown worst case';
  return worstCase > 0n
    ? `at worst a loss of ${moneyText(worstCase)}`
    : `and even the worst case gains ${moneyText(-worstCase)}`;
};
