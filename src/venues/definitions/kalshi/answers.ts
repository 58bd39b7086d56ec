// Kalshi: the venue's words for what became of an order. Part of the configuration in rules.ts. A refusal comes in
// one of three body shapes; where only the text of the FIX interface is known, there is no HTTP code.
import { factsFrom } from '../fact.ts';
import { rowsFrom } from '../rows.ts';
import type { AnswerRules } from '../types.ts';

const { status, reject, cancelReject, amendReject, cancelled } = rowsFrom(factsFrom('kalshi.md', '2026-06'));

const sentenceOf = (code: string): string => code.replaceAll('_', ' ');

/** The nested shape. */
const error = (code: string, rest = ',"service":"exchange"'): string =>
  `{"error":{"code":"${code}","message":"${sentenceOf(code)}"${rest}}}`;

const httpNotKnown = 'The code is named in a changelog; its HTTP status and body are not.';
const fixOnly = 'Known as a text of the FIX interface; what the REST interface answers is not written down.';

/** What Kalshi says, and what it means. */
export const kalshiAnswers: AnswerRules = {
  statuses: [
    status('resting', 'order read, user_orders', ['submitted', 'partial'], 'REC', '2.5'),
    status('canceled', 'order read, user_orders', ['cancelled'], 'REC', '2.5'),
    status('executed', 'order read, user_orders', ['filled'], 'REC', '2.5'),
  ],
  rejects: [
    reject('priceOffTick', 400, error('invalid_price'), 'REC', '2.6'),
    reject('priceOutOfBounds', 400, error('invalid_price'), 'REC', '2.6', {
      doubtful: 'Recorded for a price off the grid; that one out of bounds is answered the same is taken from that.',
    }),
    reject('quantityOffStep', null, 'invalid_order_size', 'DOC', '2.6', { doubtful: httpNotKnown }),
    reject('belowMinimumSize', null, 'invalid_order_size', 'DOC', '2.6', { doubtful: httpNotKnown }),
    reject('insufficientFunds', 400, error('insufficient_balance'), 'REC', '2.6'),
    reject('insufficientFunds', null, 'available_balance_too_low', 'DOC', '2.6', { doubtful: httpNotKnown }),
    reject('postOnlyCross', 400, error('invalid_order', ',"details":"post only cross"'), 'REC', '2.6'),
    reject(
      'unsupportedReduceOnly',
      400,
      error('invalid_order', ',"details":"reduce_only can only be used with IoC or FoK…"'),
      '3P',
      '2.6',
    ),
    reject('unsupportedPostOnly', 400, error('invalid_order'), 'INF', '2.6', {
      doubtful: 'The general refusal stands in: what is answered is not written down.',
    }),
    reject('duplicate', 409, error('order_already_exists'), 'REC', '2.6'),
    reject('fokUnfilled', 409, error('fill_or_kill_insufficient_resting_volume', ''), '3P', '2.4'),
    reject(
      'invalidOrder',
      400,
      '{"code":"bad_request","message":"bad request","details":"json: cannot unmarshal {a} into Go struct field {field} of type {b}"}',
      'REC',
      '2.6',
    ),
    reject('invalidOrder', 400, '{"msg":"Parameter validation failed for {call}: {details}"}', 'REC', '2.6'),
    reject('invalidOrder', null, 'INVALID_ORDER', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('unknownMarket', null, 'MARKET_NOT_FOUND', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('marketNotOpen', null, 'MARKET_INACTIVE', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('marketClosed', null, 'MARKET_INACTIVE', 'DOC', '2.8', { doubtful: fixOnly }),
    reject('marketClosed', null, 'MARKET_ALREADY_CLOSED', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('marketResolved', null, 'MARKET_ALREADY_CLOSED', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('marketPaused', null, 'TRADING_PAUSED', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('venueHalted', null, 'EXCHANGE_PAUSED', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('selfTrade', null, 'SELF_CROSS_ATTEMPT', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('selfTrade', null, 'SELF_CROSS_ATTEMPT_PARTIALLY_FILLED', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('invalidOrder', null, 'ORDER_GROUP_NOT_FOUND', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('riskLimit', null, 'EXCEEDED_PER_MARKET_RISK_LIMIT', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('riskLimit', null, 'EXCEEDED_ORDER_GROUP_RISK_LIMIT', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('unavailable', 503, '{"error":{"code":"service_unavailable",…}}', 'REC', '2.6'),
    reject('unavailable', null, 'EXCHANGE_UNAVAILABLE', 'DOC', '2.6', {
      doubtful: 'The order may have been taken: reconcile it, or send it again with the same client order id.',
    }),
    reject('internalError', null, 'INTERNAL_ERROR', 'DOC', '2.6', { doubtful: fixOnly }),
    reject('rateLimited', 429, '{"error":"too many requests"}', 'REC', '2.6'),
    reject(
      'unauthorized',
      401,
      '{"error":{"code":"authentication_error","message":"authentication_error","details":"INCORRECT_API_KEY_SIGNATURE"}}',
      'REC',
      '2.6',
    ),
    reject(
      'unauthorized',
      401,
      '{"error":{"code":"authentication_error","message":"authentication_error","details":"NOT_FOUND"}}',
      'REC',
      '2.6',
    ),
    reject('unauthorized', 401, error('signature_is_missing_from_headers', ''), 'REC', '2.6'),
    reject('unauthorized', 401, error('header_timestamp_expired', ''), 'REC', '2.6'),
  ],
  cancelRejects: [
    cancelReject('notFound', 404, error('not_found'), 'REC', '2.6'),
    cancelReject('alreadyCancelled', 404, error('not_found'), 'REC', '2.6'),
    cancelReject('alreadyFilled', 404, error('not_found'), 'REC', '2.6'),
    cancelReject('marketClosed', null, 'MARKET_INACTIVE', 'DOC', '2.8', { doubtful: fixOnly }),
    cancelReject('venueHalted', null, 'EXCHANGE_PAUSED', 'DOC', '2.6', { doubtful: fixOnly }),
  ],
  amendRejects: [
    amendReject('notFound', 404, error('not_found'), 'INF', '2.6', {
      doubtful: 'Recorded for a cancel; that an amendment in vain is answered the same is taken from that.',
    }),
    amendReject('mismatch', null, 'order_id_and_client_order_id_mismatch', 'DOC', '2.6', { doubtful: httpNotKnown }),
    amendReject('mismatch', null, 'order_side_mismatch', 'DOC', '2.6', { doubtful: httpNotKnown }),
    amendReject('mismatch', null, 'order_ticker_mismatch', 'DOC', '2.6', { doubtful: httpNotKnown }),
    amendReject('invalidQuantity', null, 'INVALID_AMEND_QTY_FOR_ORDER', 'DOC', '2.6', { doubtful: fixOnly }),
    amendReject('alreadyFilled', null, 'CANNOT_UPDATE_FILLED_ORDER', 'DOC', '2.6', { doubtful: fixOnly }),
  ],
  cancels: [
    cancelled('expired', 'EXPIRED', 'DOC', '2.6'),
    cancelled('iocRemainder', 'IMMEDIATE_OR_CANCELLED', 'DOC', '2.6'),
    cancelled('selfTrade', 'TAKER_CANCEL_FOR_SELF_TRADE_PREVENTION', 'DOC', '2.6'),
    cancelled('selfTrade', 'MAKER_CANCEL_FOR_SELF_TRADE_PREVENTION', 'DOC', '2.6'),
    cancelled('venue', 'ORDER_GROUP_CANCEL', 'DOC', '2.6'),
  ],
};
