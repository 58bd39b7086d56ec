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

const idOf = ({ clOrdId }: What): string => readClOrdId(clOrdId);

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
  table.register({ name: 'cancel', read: idOf, act: (clOrdId) => venue.cancel(clOrdId) });
  table.register({ name: 'query', read: idOf, act: (clOrdId) => venue.query(clOrdId) });
  table.register({
    name: 'replace',
    read: (what) => ({ clOrdId: idOf(what), orderQty: microsOf(what['orderQty']), price: microsOf(what['price']) }),
    act: ({ clOrdId, orderQty, price }) => venue.replace(clOrdId, orderQty, price),
  });
};
