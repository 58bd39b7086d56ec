// Kinds of command that tests register at the table: a client of a session places and cancels orders at hosted venues.
import type { VenueSimulator } from '../../../src/venues/simulation/types.ts';
import { RefusedCommand, type CommandPayload, type GivenCommand } from '../../../src/world/commands/command.ts';
import type { CommandTable } from '../../../src/world/commands/table.ts';

type Venues = ReadonlyMap<string, Pick<VenueSimulator, 'submit' | 'cancel'>>;
type What = CommandPayload['what'];

const textOf = (command: string, what: What, name: string): string => {
  const text = what[name];
  if (typeof text !== 'string') throw new RefusedCommand(command, `it has no text \`${name}\``);
  return text;
};

/** Registers `place` and `cancel`. One whose signature was refused does nothing at the venue. */
export const registerHosted = (table: CommandTable, venues: Venues): void => {
  const venueOf = (command: string, what: What) => {
    const venue = venues.get(textOf(command, what, 'venue'));
    if (venue === undefined) throw new RefusedCommand(command, 'there is no such venue');
    return venue;
  };
  table.register({
    name: 'place',
    read: (what) => ({
      venue: venueOf('place', what),
      order: {
        clOrdId: textOf('place', what, 'clOrdId'),
        market: textOf('place', what, 'market'),
        outcome: 'yes',
        side: 'buy',
        orderQty: BigInt(textOf('place', what, 'orderQty')),
        price: BigInt(textOf('place', what, 'price')),
        timeInForce: 'GTC',
      } as const,
    }),
    act: ({ venue, order }, { verification }) => {
      if (verification === 'ok') venue.submit(order);
    },
  });
  table.register({
    name: 'cancel',
    read: (what) => ({ venue: venueOf('cancel', what), clOrdId: textOf('cancel', what, 'clOrdId') }),
    act: ({ venue, clOrdId }, { verification }) => {
      if (verification === 'ok') venue.cancel(clOrdId);
    },
  });
};

type Session = GivenCommand & { readonly session: number };

const origin = (verification: string) => ({ session: 1, who: { account: 'bot', keyId: 'k-1' }, verification });

/** A client of the session 1 places an order. */
export const placing = (venue: string, market: string, id: number, verification = 'ok'): Session => ({
  command: 'place',
  ...origin(verification),
  what: { venue, market, clOrdId: `s1.${id}`, orderQty: `${(id % 5) + 1}0000000`, price: `${40 + (id % 9)}0000` },
});

/** And cancels it. */
export const cancelling = (venue: string, id: number, verification = 'ok'): Session => ({
  command: 'cancel',
  ...origin(verification),
  what: { venue, clOrdId: `s1.${id}` },
});
