// Who told an actor something, by the event's name, where XState does not know: the engine passes on what one actor has
// to say to another, and in a sequence diagram the arrow begins at the one that said it. What the calendar makes due, and
// what comes from outside, has no source. Knows the charts' events, and no actor.

/** The actor that had an event to say to `id`, a child of `parentId` and owned by `ownerId`; undefined where no actor had. */
export const sourceOf = (
  id: string,
  parentId: string | undefined,
  ownerId: string | undefined,
  event: { readonly type: string; readonly clOrdId?: unknown },
): string | undefined => {
  const { type, clOrdId } = event;
  if (id.startsWith('order:')) {
    // Its way to the venue and what the venue reports both come by the venue's executor, which is its parent.
    if (/^(venue\.|order\.)/.test(type)) return parentId;
    return /^(cancel|replace)\.requested$/.test(type) ? ownerId : undefined;
  }
  if (!id.startsWith('arb:') || /^(deadline|staleness)\.reached$|^reprice\.due$|\.overdue$/.test(type))
    return undefined;
  // How a leg fares, and that one failed to settle.
  return typeof clOrdId === 'string' ? `order:${clOrdId}` : parentId;
};
