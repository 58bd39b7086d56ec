// The seed of all properties of a run of the suite: 7, or what FC_SEED says.
import { randomInt } from 'node:crypto';

/** What fast-check takes for a seed. */
const SEED_MAX = 2 ** 31 - 1;

/** A seed that nobody chose. */
export const drawnSeed = (): number => randomInt(SEED_MAX);

/** The seed as text: of `FC_SEED=random` one that is drawn. Throws where it is neither that nor a number. */
export const fcSeed = (asked: string | undefined, draw: () => number = drawnSeed): string => {
  if (asked === undefined || asked === '') return '7';
  if (asked === 'random') return String(draw());
  if (!/^\d{1,10}$/.test(asked) || Number(asked) > SEED_MAX)
    throw new Error(`FC_SEED is 'random' or a whole number up to ${SEED_MAX}, not '${asked}'.`);
  return asked;
};

/**
 * How often at least what a property is about has to have happened: `floor` at the seed of the suite, of which that is known;
 * once at any other, because nothing is proved by runs in which nothing happens.
 */
export const floorOf = (floor: number): number => (process.env['FC_SEED'] === '7' ? floor : 0);
