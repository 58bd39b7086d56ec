// The faults that can be injected, as data: what each does and where it was seen. How one is injected stands in
// report-faults.ts (what the venue tells the client), faulty-venue.ts (what the client sends to the venue) and
// outages.ts (what lasts). A fault that strikes by time and not by message is offered to chance at each arrival of an
// order, so that it strikes while the venue is in use, and as often as there is something to strike.

/** What a fault is, for the user who chooses one. */
export interface FaultCard {
  /** One sentence: what happens when it strikes. */
  readonly does: string;
  /** One sentence: where it was seen, or what makes it likely. */
  readonly seen: string;
  /** What is offered to chance, once each. */
  readonly strikesAt: 'ack' | 'fillReport' | 'submit' | 'cancel' | 'query' | 'settlement';
  /** What its `delayUs` means; null where it takes none. */
  readonly delay: string | null;
}

/** Every fault by its name. Each also takes `chanceBps`, `windowUs` and `ordersMax`. */
export const faultCatalogue = {
  ackLost: {
    does: 'The venue takes the order, and its answer never reaches the client.',
    seen: 'Polymarket: the socket is destroyed after the order was accepted, and the client resolves with "socket hang up".',
    strikesAt: 'ack',
    delay: null,
  },
  ackLate: {
    does: "The venue's answer to an order that it took comes later than usual.",
    seen: 'py-clob-client #273: timeouts were thrown, and three FOK orders had filled.',
    strikesAt: 'ack',
    delay: 'how much later the answer comes',
  },
  fillBeforeAck: {
    does: "The venue's answer to an order waits until the client has received a fill or the order's end.",
    seen: 'Not seen at a venue: the order chart provides for a trade before the ack.',
    strikesAt: 'ack',
    delay: 'how long after that news the answer comes',
  },
  submitLost: {
    does: 'The order is lost on its way and never reaches the venue.',
    seen: 'nautilus_trader #4152: a submit that times out may or may not have filled.',
    strikesAt: 'submit',
    delay: null,
  },
  rejectBurst: {
    does: 'The venue refuses an order that it would have taken.',
    seen: 'Polymarket: in post-only mode orders are answered with 503; Auramaur #165: one leg is rejected.',
    strikesAt: 'submit',
    delay: 'how long after its arrival the refusal reaches the client',
  },
  fillReportLost: {
    does: 'The client never receives a fill, unless it asks.',
    seen: 'Polymarket: a matched order never resolves, and the client gives up after 120 polls.',
    strikesAt: 'fillReport',
    delay: null,
  },
  fillReportDuplicated: {
    does: 'The client receives a fill twice, with the same trade id.',
    seen: 'suislanchez weather-bot #65: a paper trader counted its fills 25 times.',
    strikesAt: 'fillReport',
    delay: 'how long after the first the second report comes',
  },
  fillReportReordered: {
    does: 'The report of a fill takes longer, so that later reports overtake it.',
    seen: 'Not seen at a venue: the order chart provides for a cancel that counts fills which were not reported yet.',
    strikesAt: 'fillReport',
    delay: 'how much longer the report takes',
  },
  lateFillAfterCancel: {
    does: 'The report of a fill takes longer, and a cancel of that order meanwhile does not say how much had filled.',
    seen: 'FIX J.1.b: quantities still move after the end of an order, and its status does not.',
    strikesAt: 'fillReport',
    delay: 'how much longer the report takes',
  },
  cancelLost: {
    does: 'The cancel is lost on its way and never reaches the venue.',
    seen: 'Seen with submits at Polymarket, whose socket hangs up; a cancel takes the same way.',
    strikesAt: 'cancel',
    delay: null,
  },
  cancelRejected: {
    does: 'The venue refuses a cancel, and the order stays as it is.',
    seen: 'Kalshi: a request over the rate limit is refused with 429, without a word on when to try again.',
    strikesAt: 'cancel',
    delay: 'how long after its arrival the refusal reaches the client',
  },
  staleRead: {
    does: 'A query is answered with what was true some time before it arrived.',
    seen: 'Kalshi: a GET right after a cancel still shows the order alive.',
    strikesAt: 'query',
    delay: 'how old the answer is when it is given',
  },
  disconnectWindow: {
    does: 'The connection is down for a while, from the arrival of an order on: nothing arrives, and each order that is lost counts.',
    seen: 'Polymarket: "socket hang up" while orders were taken; whatever was under way may or may not have arrived.',
    strikesAt: 'submit',
    delay: 'how long the connection is down',
  },
  halt: {
    does: 'The whole venue stops for a while, from the arrival of an order on: it fills nothing and refuses orders.',
    seen: 'Kalshi: an exchange pause takes no orders and no cancels; Polymarket: "Trading is currently disabled".',
    strikesAt: 'submit',
    delay: 'how long the halt lasts',
  },
  rateLimitStorm: {
    does: "Others use up the account's rate limit for a while: orders, cancels and replaces are refused as too many.",
    seen: 'Kalshi: 429 "too many requests" without a word on when to try again; its buckets are shared by the account.',
    strikesAt: 'submit',
    delay: 'how long the storm lasts',
  },
  settlementFailed: {
    does: 'A trade fails on chain after one retry: its fill never happened, and its quantity does not return to the book.',
    seen: 'py-clob-client-v2 #34 and #100, py-clob-client #338: matched orders that never settled.',
    strikesAt: 'settlement',
    delay: null,
  },
  settlementRetried: {
    does: 'The transaction of a trade does not make it, and the venue sends another.',
    seen: 'Polymarket: a trade may be reported as RETRYING between MATCHED and MINED.',
    strikesAt: 'settlement',
    delay: null,
  },
  marketClosedDuringOpenSet: {
    does: 'The market of an order that rests is closed, and everything that rests there is cancelled.',
    seen: 'Kalshi: after the close every operation is answered MARKET_INACTIVE; Polymarket: books are cleared at game start.',
    strikesAt: 'submit',
    delay: "how long after the order's arrival its market closes",
  },
} as const satisfies Readonly<Record<string, FaultCard>>;

/** The name of a fault. */
export type FaultName = keyof typeof faultCatalogue;

/** The names of all faults, in the order in which they are listed. */
export const faultNames = Object.keys(faultCatalogue) as readonly FaultName[];
