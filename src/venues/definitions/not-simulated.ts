// What no simulated venue does, whatever its rules say: part of every venue's configuration.
import type { NotSimulated } from './types.ts';

const noWire =
  'Its meaning is reported, in our words; the venue’s own words and HTTP codes are not: no wire is simulated.';

/** Facts that are stated for every venue, and act at none. */
export const neverSimulated: readonly NotSimulated[] = [
  { facts: 'answers', why: noWire },
  { facts: 'sizes.submitBatchMax', why: 'Orders are sent one by one.' },
  { facts: 'sizes.cancelBatchMax', why: 'Cancels are sent one by one.' },
  { facts: 'orders.reduceOnly', why: 'No simulated order asks for it.' },
];

/** For venues that have rate limits. */
export const limitsAreTheLanes: NotSimulated = {
  facts: 'rateLimits',
  why:
    'A lane keeps within the tightest limit of its tier for submits, cancels, replaces and queries; the venue itself refuses ' +
    'nothing but in a fault, and other requests are not sent.',
};

/** For venues whose durations are those of messages that are not sent. */
export const noSuchMessage = 'It belongs to a message or a connection that is not simulated.';
