// The actors of a run as columns of numbers: each arbitrage and each order with where it stands, where it has been, what
// was odd about it and between which records its life lies. Some forty bytes an actor, so that millions fit.
import { bytes, Column, longs, Names, shorts, words } from './growing.ts';

/** An actor that is not there. */
export const NOBODY = -1;
const ODDITIES_MAX = 32;

/** Kinds of oddity, each a bit: the last bit stands for all kinds beyond the first 31. */
export class Oddities {
  readonly names = new Names();

  /** The bit of a kind. */
  bitOf(kind: string): number {
    return 1 << Math.min(this.names.of(kind), ODDITIES_MAX - 1);
  }

  /** The bit of a kind that is known; 0 if it never came. */
  find(kind: string): number {
    const number = this.names.find(kind);
    return number < 0 ? 0 : 1 << Math.min(number, ODDITIES_MAX - 1);
  }

  /** The kinds of some bits. */
  namesOf(bits: number): readonly string[] {
    return this.names.list.filter((_, number) => (bits & (1 << Math.min(number, ODDITIES_MAX - 1))) !== 0);
  }
}

/** Arbitrages by their number, which begins with 1. Intents that were refused are among them. */
export class ArbitrageColumns {
  readonly path = bytes();
  /** Bit by path: where it has been. */
  readonly visited = words();
  readonly oddities = words();
  readonly firstSeq = words();
  readonly lastSeq = words();
  readonly bornUs = longs();
  readonly movedUs = longs();
  readonly pair = shorts();
  readonly refusal = shorts();
  /** Bit by venue, of the first 32. */
  readonly venues = words();
  /** The place of its last order plus 1. */
  readonly lastOrder = words();
}

/** Orders in the order in which they were made. */
export class OrderColumns {
  readonly arbitrage = words();
  readonly suffix = shorts();
  readonly path = bytes();
  readonly visited = words();
  readonly status = bytes();
  readonly oddities = words();
  readonly firstSeq = words();
  readonly lastSeq = words();
  readonly bornUs = longs();
  readonly movedUs = longs();
  readonly venue = bytes();
  readonly market = shorts();
  readonly side = bytes();
  readonly role = bytes();
  /** The order of the same arbitrage that was made before it, plus 1. */
  readonly before = words();
  /** A hash of the venue's name for it. */
  readonly venueOrder = words();
  /** Micros, for comparison only. */
  readonly cumQty = longs();
  count = 0;
}

/** The hash by which a venue's order id is looked for: equal ids have equal hashes, and few others have. */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

type AnyColumn = Column<Uint8Array | Uint16Array | Uint32Array | Float64Array>;
type SavedColumns = Readonly<Record<string, ReturnType<AnyColumn['save']>>>;

const columnsOf = (columns: object): readonly (readonly [string, AnyColumn])[] =>
  Object.entries(columns).filter((entry): entry is [string, AnyColumn] => entry[1] instanceof Column);

const savedColumns = (columns: object): SavedColumns =>
  Object.fromEntries(columnsOf(columns).map(([name, column]) => [name, column.save()]));

const restoreColumns = (columns: object, saved: SavedColumns): void => {
  for (const [name, column] of columnsOf(columns)) {
    const values = saved[name];
    if (values !== undefined) column.restore(values);
  }
};

/** The actors at rest: plain data. */
export interface ActorsState {
  readonly arbitrages: SavedColumns;
  readonly orders: SavedColumns;
  readonly orderCount: number;
  readonly names: readonly (readonly string[])[];
  readonly strays: readonly (readonly [string, number])[];
}

const NUMBER_DIGITS_MAX = 15;

/** The whole number that is written before a place of a text, as a person would write it; 0 where there is none. */
const numberBefore = (text: string, end: number): number => {
  let number = 0;
  for (let index = 0; index < end; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return 0;
    number = number * 10 + digit;
    if (number === 0) return 0;
  }
  return end > NUMBER_DIGITS_MAX ? 0 : number;
};

/** All actors. */
export class Actors {
  readonly arbitrages = new ArbitrageColumns();
  readonly orders = new OrderColumns();
  readonly venues = new Names();
  readonly markets = new Names();
  readonly pairs = new Names();
  readonly statuses = new Names();
  readonly roles = new Names();
  readonly suffixes = new Names();
  readonly refusals = new Names();
  readonly anomalies = new Oddities();
  /** Orders whose id is not made of the number of an arbitrage. */
  private readonly strays = new Map<string, number>();
  private readonly marketNumbers = new Map<string, Map<string, number>>();

  constructor() {
    // 0 in a column stands for none.
    this.refusals.of('');
  }

  /** Adds an order; its place. */
  addOrder(clOrdId: string, arbitrage: number): number {
    const { orders, arbitrages } = this;
    const place = orders.count;
    orders.count += 1;
    const prefix = `${arbitrage}.`;
    const isRegular = arbitrage > 0 && clOrdId.startsWith(prefix);
    orders.arbitrage.set(place, Math.max(arbitrage, 0));
    orders.suffix.set(place, this.suffixes.of(isRegular ? clOrdId.slice(prefix.length) : clOrdId));
    if (!isRegular) this.strays.set(clOrdId, place);
    if (arbitrage > 0) {
      orders.before.set(place, arbitrages.lastOrder.at(arbitrage));
      arbitrages.lastOrder.set(arbitrage, place + 1);
    }
    return place;
  }

  /** The number of a market of a venue. */
  marketOf(venue: string, market: string): number {
    let known = this.marketNumbers.get(venue);
    if (known === undefined) {
      known = new Map();
      this.marketNumbers.set(venue, known);
    }
    let number = known.get(market);
    if (number === undefined) {
      number = this.markets.of(`${venue}/${market}`);
      known.set(market, number);
    }
    return number;
  }

  /** The place of an order by its id, or NOBODY. */
  orderOf(clOrdId: string): number {
    const dot = clOrdId.indexOf('.');
    const number = dot <= 0 ? 0 : numberBefore(clOrdId, dot);
    let place = this.arbitrages.lastOrder.at(number);
    if (number > 0 && place > 0) {
      const suffix = this.suffixes.find(clOrdId.slice(dot + 1));
      const { suffix: suffixes, before } = this.orders;
      for (; place > 0; place = before.at(place - 1))
        if (suffix >= 0 && suffixes.at(place - 1) === suffix && !this.isStray(place - 1)) return place - 1;
    }
    return this.strays.get(clOrdId) ?? NOBODY;
  }

  /** The id of the order at a place. */
  clOrdIdAt(place: number): string {
    const suffix = this.suffixes.at(this.orders.suffix.at(place));
    return this.isStray(place) ? suffix : `${this.orders.arbitrage.at(place)}.${suffix}`;
  }

  /** The orders of an arbitrage, by place, first made first. */
  ordersOf(arbitrage: number): readonly number[] {
    const places: number[] = [];
    for (let place = this.arbitrages.lastOrder.at(arbitrage); place > 0; place = this.orders.before.at(place - 1))
      places.push(place - 1);
    return places.toReversed();
  }

  /** The actors as plain data. */
  save(): ActorsState {
    return {
      arbitrages: savedColumns(this.arbitrages),
      orders: savedColumns(this.orders),
      orderCount: this.orders.count,
      names: this.nameLists().map(({ list }) => [...list]),
      strays: [...this.strays],
    };
  }

  /** Puts saved actors in the place of all that were here. */
  restore({ arbitrages, orders, orderCount, names, strays }: ActorsState): void {
    restoreColumns(this.arbitrages, arbitrages);
    restoreColumns(this.orders, orders);
    this.orders.count = orderCount;
    this.nameLists().forEach((list, index) => list.restore(names[index] ?? []));
    this.strays.clear();
    for (const [clOrdId, place] of strays) this.strays.set(clOrdId, place);
  }

  private nameLists(): readonly Names[] {
    const { venues, markets, pairs, statuses, roles, suffixes, refusals, anomalies } = this;
    return [venues, markets, pairs, statuses, roles, suffixes, refusals, anomalies.names];
  }

  private isStray(place: number): boolean {
    return this.strays.size > 0 && this.strays.get(this.suffixes.at(this.orders.suffix.at(place))) === place;
  }
}
