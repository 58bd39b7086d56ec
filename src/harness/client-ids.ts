// The ids of a client's orders and those that the venue and the journal know them by. They are the same for the first account.
// Another account may use the same ids, so that its orders get its name before theirs; a name that is taken gets a slash.

/** Whose order it is, and by which id its client knows it. */
export interface ClientOrderId {
  /** Left out for the first account. */
  readonly account?: string | undefined;
  readonly clOrdId: string;
}

/** The ids of one venue. */
export class ClientIds {
  private readonly isTaken: (venueId: string) => boolean;
  private readonly venueIds = new Map<string, Map<string, string>>();
  private readonly clients = new Map<string, ClientOrderId>();
  /** Of the first account: those that another account's order has, under the ids that they have instead. */
  private readonly moved = new Map<string, string>();

  /** `isTaken` says whether the first account has used an id as it is. */
  constructor(isTaken: (venueId: string) => boolean) {
    this.isTaken = isTaken;
  }

  /** The id by which the venue knows an order of an account. */
  venueIdOf(account: string | undefined, clOrdId: string): string {
    if (account === undefined && !this.clients.has(clOrdId)) return clOrdId;
    const known = account === undefined ? this.moved : this.of(account);
    const venueId = known.get(clOrdId);
    if (venueId !== undefined) return venueId;
    const free = this.free(account === undefined ? `/${clOrdId}` : `${account}/${clOrdId}`);
    known.set(clOrdId, free);
    this.clients.set(free, account === undefined ? { clOrdId } : { account, clOrdId });
    return free;
  }

  /** The order that the venue knows by that id. */
  clientOf(venueId: string): ClientOrderId {
    return this.clients.get(venueId) ?? { clOrdId: venueId };
  }

  private free(wanted: string): string {
    let id = wanted;
    while (this.clients.has(id) || this.isTaken(id)) id = `/${id}`;
    return id;
  }

  private of(account: string): Map<string, string> {
    let known = this.venueIds.get(account);
    if (known === undefined) {
      known = new Map();
      this.venueIds.set(account, known);
    }
    return known;
  }
}
