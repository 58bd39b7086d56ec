// Polymarket: the venue's words for what became of an order. Part of the configuration in rules.ts.
import { factsFrom } from '../fact.ts';
import { rowsFrom } from '../rows.ts';
import type { AnswerRules } from '../types.ts';

const { status, reject, cancelReject, cancelled } = rowsFrom(factsFrom('polymarket.md', '2026-05'));

const error = (sentence: string): string => `{"error":"${sentence}"}`;

const shapes = 'The documentation also shows refusals as 200 with `success:false`: which case gets which is not known.';
const ofWhichRequest = 'It is listed among all errors; whether a submit is ever answered so is not written down.';
const byTheClient = 'The client throws it before anything is sent; what the venue itself would answer is not known.';

/** What Polymarket says, and what it means. */
export const polymarketAnswers: AnswerRules = {
  statuses: [
    status('live', 'answer to the submit', ['submitted'], 'DOC', '1.7'),
    status('matched', 'answer to the submit', ['partial', 'filled'], 'DOC', '1.7'),
    status('delayed', 'answer to the submit', ['pending'], 'DOC', '1.7'),
    status('unmatched', 'answer to the submit', ['submitted'], 'DOC', '1.7'),
    status('LIVE', 'order read, user channel', ['submitted', 'partial'], 'REC', '1.12', {
      doubtful: 'The OpenAPI text writes ORDER_STATUS_LIVE; recordings do not.',
    }),
    status('MATCHED', 'user channel', ['filled'], 'DOC', '1.12', {
      doubtful: 'Whether a partial match is ever reported as MATCHED is not certain: the sizes decide.',
    }),
    status('CANCELED', 'user channel', ['cancelled'], 'DOC', '1.12'),
    status('INVALID', 'user channel', ['cancelled'], 'REC', '1.12'),
  ],
  rejects: [
    reject('insufficientFunds', 400, error('not enough balance / allowance'), 'DOC', '1.8', { doubtful: shapes }),
    reject('insufficientShares', 400, error('not enough balance / allowance'), 'DOC', '1.8', { doubtful: shapes }),
    reject(
      'priceOffTick',
      400,
      error('order {id} is invalid. Price ({price}) breaks minimum tick size rule: {tick}'),
      'DOC',
      '1.8',
    ),
    reject('priceOutOfBounds', null, 'invalid price ({price}), min: {min} - max: {max}', 'RUN', '1.4', {
      doubtful: byTheClient,
    }),
    reject(
      'belowMinimumSize',
      400,
      error('order {id} is invalid. Size ({size}) lower than the minimum: {min}'),
      'DOC',
      '1.8',
    ),
    reject('duplicate', 400, error('order {id} is invalid. Duplicated.'), 'DOC', '1.8'),
    reject('postOnlyCross', 400, error('invalid post-only order: order crosses book'), 'DOC', '1.8'),
    reject('postOnlyCross', 400, error('order {id} crosses the book'), 'DOC', '1.8'),
    reject('unsupportedPostOnly', null, 'postOnly is not supported for FOK/FAK orders', 'SRC', '1.5', {
      doubtful: byTheClient,
    }),
    reject('expiryTooNear', 400, error('invalid expiration'), 'DOC', '1.8'),
    reject(
      'fokUnfilled',
      400,
      error("order couldn't be fully filled. FOK orders are fully filled or killed."),
      'DOC',
      '1.8',
    ),
    reject('fokUnfilled', 500, error('FOK orders are filled or killed'), 'DOC', '1.8'),
    reject(
      'iocUnmatched',
      400,
      error('no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.'),
      'DOC',
      '1.8',
    ),
    reject('iocUnmatched', 500, error('there are no matching orders'), 'DOC', '1.8'),
    reject('marketNotOpen', 400, error('the market is not yet ready to process new orders'), 'DOC', '1.8'),
    reject('tryAgain', 400, error('order match delayed due to market conditions'), 'DOC', '1.8'),
    reject('invalidOrder', 400, error('Invalid order payload'), 'DOC', '1.8'),
    reject('invalidOrder', 400, error('order canceled in the CTF exchange contract'), 'DOC', '1.8'),
    ...(
      ['Invalid payload', 'Invalid side', 'Invalid token id', 'Invalid market', 'Payload exceeds the limit'] as const
    ).map((sentence) => reject('invalidOrder', 400, error(sentence), 'DOC', '1.8', { doubtful: ofWhichRequest })),
    reject('versionMismatch', 400, error('order_version_mismatch'), 'DOC', '1.8'),
    reject('batchTooLarge', 400, error('Too many orders in payload: {N}, max allowed: {M}'), 'DOC', '1.8'),
    reject('unauthorized', 401, error('Unauthorized/Invalid api key'), 'DOC', '1.8'),
    reject('unauthorized', 401, error('Invalid L1 Request headers'), 'DOC', '1.8'),
    reject('unauthorized', 400, error('the order owner has to be the owner of the API KEY'), 'DOC', '1.8'),
    reject('unauthorized', 400, error('the order signer address has to be the address of the API KEY'), 'DOC', '1.8'),
    reject('accountRestricted', 400, error("'{addr}' address banned"), 'DOC', '1.8'),
    reject('accountRestricted', 400, error("'{addr}' address in closed only mode"), 'DOC', '1.8'),
    reject('unknownMarket', 404, error('No orderbook exists for the requested token id'), 'DOC', '1.8'),
    reject('unknownMarket', 404, error('market not found'), 'DOC', '1.8'),
    reject('venueRestarting', 425, null, 'DOC', '1.8'),
    reject('rateLimited', 429, error('Too Many Requests'), 'DOC', '1.8'),
    reject('timedOut', 500, error('order timed out'), 'DOC', '1.8'),
    reject('internalError', 500, error('Internal server error'), 'DOC', '1.8'),
    reject('internalError', 500, error('the trade contains rounding issues'), 'DOC', '1.8'),
    reject(
      'internalError',
      500,
      error("the price of the taker's order has a discrepancy greater than allowed with the worst maker order"),
      'DOC',
      '1.8',
    ),
    reject('venueHalted', 503, error('Trading is currently disabled. Check polymarket.com for updates'), 'DOC', '1.8'),
    reject(
      'cancelOnly',
      503,
      error('Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.'),
      'DOC',
      '1.8',
    ),
    reject(
      'postOnlyMode',
      503,
      '{"error":"post-only mode: only post-only orders and cancels are allowed","code":"post_only_mode","retry_after_seconds":{s}}',
      'DOC',
      '1.8',
    ),
  ],
  cancelRejects: [
    cancelReject('notFound', 200, 'not_canceled: Order not found or already canceled', 'DOC', '1.8'),
    cancelReject('alreadyEnded', 200, 'not_canceled: already canceled or matched', 'DOC', '1.8'),
    cancelReject('alreadyFilled', 200, 'not_canceled: order already matched', 'DOC', '1.8'),
    cancelReject('invalidId', 400, error('Invalid orderID'), 'DOC', '1.8'),
    cancelReject('batchTooLarge', 400, error('Too many orders in payload, max allowed: {N}'), 'DOC', '1.8'),
    cancelReject(
      'venueHalted',
      503,
      error('Trading is currently disabled. Check polymarket.com for updates'),
      'DOC',
      '1.8',
    ),
  ],
  amendRejects: [],
  cancels: [
    cancelled(
      'fokUnfilled',
      "CANCELED_order couldn't be fully filled. FOK orders are fully filled or killed.",
      'REC',
      '1.12',
    ),
    cancelled('venue', 'INVALID', 'REC', '1.12'),
  ],
};
