// Mutants that no judge can kill, because the altered chart does the same as the true one. Each by its name, with the
// reason why. The run fails on a name that is killed, that a walk tells from the true chart, or that no mutant has any
// more: this list cannot rot.

const wildcard =
  'No other region takes this event here, so the wildcard at the root writes down the same illegal move.';
const initialNeverUsed = 'Every transition names the state inside, so the initial one is never entered by default.';

/** Why each of these mutants is the same chart in other words. */
export const equivalentMutants: Readonly<Record<string, string>> = {
  'order: execution on order.sent[0] dropped': wildcard,
  'order: execution on order.refused[0] dropped': wildcard,
  'order: execution on venue.acked[0] dropped': wildcard,
  'order: execution on venue.rejected[0] dropped': wildcard,
  'order: execution on venue.traded[2] dropped': wildcard,
  'order: execution on venue.cancelled[0] dropped': wildcard,
  'order: execution on venue.replaced[0] dropped': wildcard,
  'order: execution on order.reconciled[0] dropped': wildcard,
  'order: execution on venue.tradeBusted[3] dropped': wildcard,
  'order: execution on venue.tradeCorrected[4] dropped': wildcard,
  'order: cancellation on cancel.overdue[0] dropped': wildcard,
  'order: cancellation on venue.cancelRejected[0] dropped': wildcard,
  'order: replacement on replace.requested[0] dropped': wildcard,
  'order: replacement on replace.overdue[0] dropped': wildcard,
  'order: replacement on venue.replaceRejected[0] dropped': wildcard,
  'order: execution.partial on venue.traded[1] staying':
    'It leads from partial to partial, which has neither entry nor exit actions.',
  'order: cancellation.requested always[1] to cancellation.none':
    'The order has ended, and from none an ended order moves to done in the same step.',
  'order: cancellation.done on venue.cancelRejected[0] to cancellation.none':
    'The order has ended, and from none an ended order moves to done in the same step.',
  'order: replacement.none on venue.replaceRejected[0] to replacement.requested':
    'The order has ended, and from requested an ended order goes back to none in the same step.',
  'arbitrage: ended initial failed': initialNeverUsed,
  'arbitrage: ended initial partial': initialNeverUsed,
};
