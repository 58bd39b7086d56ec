// What a user's order management system asks of its venue beside orders, as kinds of command.
import { RefusedCommand, type CommandData, type CommandPayload, type GivenCommand } from '../world/commands/command.ts';
import type { CommandTable, TakenCommand } from '../world/commands/table.ts';
import type { VenueSimulator } from '../venues/simulation/types.ts';
import { InvalidRequest } from './invalid.ts';
import { readClOrdId } from './requests.ts';

/** The names of these kinds. */
export const REQUESTS: readonly string[] = ['cancel', 'query', 'replace'];

type What = CommandPayload['what'];

const microsOf = (digits: CommandData | undefined): bigint | undefined =>
  typeof digits === 'string' ? BigInt(digits) : undefined;

interface Asked {
  readonly clOrdId: string;
  /** Left out for the first account. */
  readonly account: string | undefined;
}

/** The id is the venue's own of the order: a client's was read before it became that. */
const askedOf = ({ clOrdId, account }: What): Asked => ({
  clOrdId: typeof clOrdId === 'string' ? clOrdId : readClOrdId(clOrdId),
  account: typeof account === 'string' ? account : undefined,
});

/** Takes a request. Throws `InvalidRequest` where its id looks like a credential. */
export const takeRequest = (table: CommandTable, given: GivenCommand): TakenCommand => {
  try {
    return table.take(given);
  } catch (error) {
    throw error instanceof RefusedCommand ? new InvalidRequest('clOrdId', error.message) : error;
  }
};

/** Registers the requests of a venue's client: cancel, replace, query. They throw `InvalidRequest` for an id that is none. */
export const registerRequests = (
  table: CommandTable,
  venue: Pick<VenueSimulator, 'cancel' | 'replace' | 'query'>,
): void => {
  table.register({ name: 'cancel', read: askedOf, act: ({ clOrdId, account }) => venue.cancel(clOrdId, account) });
  table.register({ name: 'query', read: askedOf, act: ({ clOrdId, account }) => venue.query(clOrdId, account) });
  table.register({
    name: 'replace',
    read: (what) => ({ ...askedOf(what), orderQty: microsOf(what['orderQty']), price: microsOf(what['price']) }),
    act: ({ clOrdId, account, orderQty, price }) => venue.replace(clOrdId, orderQty, price, account),
  });
};
