// The findings of a judgement of a user's beliefs: their kinds, and one difference.

/** What can be wrong with beliefs. */
export const findingKinds = {
  unknownOrder: 'The venue has an order that the system does not know.',
  heldForDead: 'The system holds an order for dead that lives or has filled.',
  phantomOrder: 'The system believes in an order that the venue does not have.',
  wrongStatus: 'The system and the venue give an order different statuses.',
  fillNotBooked: 'The venue filled more of an order than the system has booked.',
  fillBookedTwice: 'The system has booked more of an order than the venue ever filled.',
  failedFillBooked: 'The system still counts a fill that failed to settle.',
  doubled: 'The venue has the same order twice, and the system believes one of them.',
  positionOff: 'The system and the venue give a position different sizes.',
  cashOff: 'The system and the venue give the account different amounts of money.',
} as const satisfies Readonly<Record<string, string>>;

/** The kind of a finding. */
export type FindingKind = keyof typeof findingKinds;

/** A difference between what a system believes and what the venue did. */
export interface Finding {
  readonly kind: FindingKind;
  /** Whom it is about: `order:<clOrdId>`, `position:<market>:<outcome>` or `account:<name>`. */
  readonly actor: string;
  /** What is wrong, with both figures. */
  readonly sentence: string;
  /** The record of the journal that proves it; the last one, where it is the absence of any. */
  readonly seq: number;
}
