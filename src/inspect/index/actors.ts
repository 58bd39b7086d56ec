// The actors of a run as columns of numbers: each arbitrage and each order with where it stands, where it has been, what
// was odd about it and between which records its life lies. Some ninety bytes an order, so that millions fit.
import { bytes, Column, longs, Names, shorts, words } from './growing.ts';
import { OrderIds, type OrderIdsState } from './order-ids.ts';

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
  /** The number of its owner, and which kind of owner that is. */
  readonly ownerId = words();
  readonly owner = bytes();
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
  /** The order of the same arbitrage that was made before it, plus 1. */
  readonly before = words();
  /** A hash of the venue's name for it. */
  readonly venueOrder = words();
  /** Micros, for comparison only. */
  readonly cumQty = longs();
  count = 0;
}

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
  readonly ids: OrderIdsState;
}

/** Kinds of owner that have these numbers in every index: the orders of both are an arbitrage's. */
const arbitrageKinds = ['leg', 'unwind'] as const;

/** All actors. */
export class Actors {
  readonly arbitrages = new ArbitrageColumns();
  readonly orders = new OrderColumns();
  readonly venues = new Names();
  readonly markets = new Names();
  readonly pairs = new Names();
  readonly statuses = new Names();
  /** Kinds of owner. */
  readonly owners = new Names();
  readonly refusals = new Names();
  readonly anomalies = new Oddities();
  private readonly ids = new OrderIds();
  private readonly marketNumbers = new Map<string, Map<string, number>>();

  constructor() {
    // 0 in a column stands for none.
    this.refusals.of('');
    for (const kind of arbitrageKinds) this.owners.of(kind);
  }

  /** Adds an order; its place. */
  addOrder(clOrdId: string, owner: string, ownerId: number): number {
    const { orders, arbitrages } = this;
    const place = this.ids.add(clOrdId);
    orders.count += 1;
    orders.owner.set(place, this.owners.of(owner));
    orders.ownerId.set(place, Math.max(ownerId, 0));
    const arbitrage = this.arbitrageAt(place);
    if (arbitrage > 0) {
      orders.before.set(place, arbitrages.lastOrder.at(arbitrage));
      arbitrages.lastOrder.set(arbitrage, place + 1);
    }
    return place;
  }

  /** The arbitrage of the order at a place; 0 where it is of none. */
  arbitrageAt(place: number): number {
    return this.orders.owner.at(place) < arbitrageKinds.length ? this.orders.ownerId.at(place) : 0;
  }

  /** The place of the plain order of a strategy whose intent has that number, or NOBODY. */
  plainOrderOf(intent: number): number {
    const { owner, ownerId, count } = this.orders;
    const strategy = this.owners.find('strategy');
    for (let place = 0; strategy >= 0 && place < count; place += 1)
      if (owner.at(place) === strategy && ownerId.at(place) === intent) return place;
    return NOBODY;
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
    return this.ids.find(clOrdId);
  }

  /** The id of the order at a place. */
  clOrdIdAt(place: number): string {
    return this.ids.at(place);
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
      ids: this.ids.save(),
    };
  }

  /** Puts saved actors in the place of all that were here. */
  restore({ arbitrages, orders, orderCount, names, ids }: ActorsState): void {
    restoreColumns(this.arbitrages, arbitrages);
    restoreColumns(this.orders, orders);
    this.orders.count = orderCount;
    this.nameLists().forEach((list, index) => list.restore(names[index] ?? []));
    this.ids.restore(ids);
  }

  private nameLists(): readonly Names[] {
    const { venues, markets, pairs, statuses, owners, refusals, anomalies } = this;
    return [venues, markets, pairs, statuses, owners, refusals, anomalies.names];
  }
}
