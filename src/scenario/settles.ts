// Whether the legs of a pair settle on the same event: by what their markets say of it, and by the signature of the
// person who compared their rules. Markets that settle differently are no pair, with any signature.
import type { PairFile } from './file/market.ts';
import { lookUpMarket } from './markets.ts';
import type { LegDraft, PairContext, Refuse } from './pair-context.ts';
import { quoted, type Path } from './problem.ts';
import type { Settles } from './types.ts';

interface Said {
  readonly where: string;
  readonly settles: Settles;
}

const parts = ['event', 'source', 'date'] as const;

/** By what a pair is held to settle on one event; null where it is not, which has been said. */
export const verifiedBy = (
  { markets }: PairContext,
  { verified }: PairFile,
  legs: readonly LegDraft[] | null,
  path: Path,
  pair: string,
  refuse: Refuse,
): string | null => {
  const said: Said[] = [];
  for (const { venue, market } of legs ?? []) {
    const found = lookUpMarket(markets, venue, market);
    if (found.kind === 'found' && found.value.settles !== undefined)
      said.push({ where: `${venue}/${market}`, settles: found.value.settles });
  }
  const [first, ...others] = said;
  for (const { where, settles } of others)
    for (const part of parts)
      if (first !== undefined && first.settles[part] !== settles[part]) {
        refuse(
          path,
          `The markets of ${pair} do not settle on the same event: the ${part} of ${first.where} is ` +
            `${quoted(first.settles[part])}, and that of ${where} is ${quoted(settles[part])}.`,
        );
        return null;
      }
  const isSigned = verified !== undefined && !['', 'false', 'no'].includes(verified);
  if (isSigned) return verified;
  if (first !== undefined && said.length === legs?.length) {
    const { event, source, date } = first.settles;
    return `${event}, by ${source}, ${date}`;
  }
  refuse(
    [...path, 'verified'],
    `${pair} is not verified, and an unverified pair is not traded: say in verified who compared the markets' rules, and when.`,
  );
  return null;
};
