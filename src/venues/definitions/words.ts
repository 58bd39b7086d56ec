// Our words for what venues say, each in their own way. A venue's rules map its words onto these.

/** The venues that the engine knows; `other` is a generic one that a scenario describes. */
export type VenueName = 'polymarket' | 'kalshi' | 'manifold' | 'opinion' | 'gemini' | 'other';

/** A limit order has a price of its own; a market order takes what the book or pool offers. */
export type OrderKind = 'limit' | 'market';

/** How far a market, or the venue as a whole, is open. */
export type TradingState =
  /** Announced, and not yet trading. */
  | 'unopened'
  | 'open'
  /** New orders must be post-only. */
  | 'postOnly'
  /** No new orders, but cancels. */
  | 'cancelOnly'
  /** The market, or all of them, stop for a while. */
  | 'paused'
  /** The whole venue stops. */
  | 'halted'
  /** The matching engine comes up again. */
  | 'restarting'
  /** Trading is over, the outcome is not yet final. */
  | 'closed'
  /** The outcome is final. */
  | 'resolved';

/** Why a venue does not take an order. */
export type RejectReason =
  // The order itself
  | 'invalidOrder'
  | 'priceOffTick'
  | 'priceOutOfBounds'
  | 'quantityOffStep'
  | 'belowMinimumSize'
  | 'belowMinimumNotional'
  | 'unsupportedOrderKind'
  | 'unsupportedTimeInForce'
  | 'unsupportedPostOnly'
  | 'unsupportedReduceOnly'
  | 'unsupportedExpiry'
  | 'expiryTooNear'
  /** A copy came before, and that one may be live: the order is in doubt. */
  | 'duplicate'
  | 'batchTooLarge'
  | 'versionMismatch'
  // The market and the venue
  | 'unknownMarket'
  | 'marketNotOpen'
  | 'marketPaused'
  | 'marketClosed'
  | 'marketResolved'
  | 'cancelOnly'
  | 'postOnlyMode'
  | 'venueHalted'
  | 'venueRestarting'
  // The book
  | 'postOnlyCross'
  | 'fokUnfilled'
  | 'iocUnmatched'
  | 'selfTrade'
  | 'tryAgain'
  // The account
  | 'insufficientFunds'
  | 'insufficientShares'
  | 'riskLimit'
  | 'accountRestricted'
  | 'unauthorized'
  | 'rateLimited'
  // The way there
  /** Given up before it reached the book: it may be sent again. */
  | 'timedOut'
  /** Not taken. */
  | 'internalError'
  /** Nobody knows whether it was taken: the order is in doubt. */
  | 'unavailable';

/** Why a venue does not take a cancel. */
export type CancelRejectReason =
  | 'notFound'
  | 'alreadyCancelled'
  | 'alreadyFilled'
  /** Cancelled or filled: the venue does not say which. */
  | 'alreadyEnded'
  | 'notYours'
  | 'notCancellable'
  | 'invalidId'
  | 'batchTooLarge'
  | 'marketClosed'
  | 'marketPaused'
  | 'venueHalted';

/** Why a venue does not take an amendment. */
export type AmendRejectReason =
  /** It names another market, side or client id than the order has. */
  'mismatch' | 'invalidQuantity' | 'alreadyFilled' | 'notFound';

/** What a message to the venue does, as its rate limits count it. */
export type RateOperation =
  | 'submit'
  | 'cancel'
  | 'replace'
  | 'decrease'
  | 'query'
  | 'marketData'
  /** A request that carries several orders, and each order in it. */
  | 'submitBatch'
  | 'submitInBatch'
  | 'cancelBatch'
  | 'cancelInBatch'
  /** A request to cancel everything, and each order that it cancels. */
  | 'cancelAll'
  | 'cancelInAll'
  /** A request to cancel everything in one market. */
  | 'cancelMarket'
  /** Books or prices of many markets in one request. */
  | 'marketDataBatch'
  /** What is asked beside orders and books: ticks, balances, keys. */
  | 'tickSize'
  | 'balance'
  | 'apiKey';
