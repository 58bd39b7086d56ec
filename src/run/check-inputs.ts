// What a seed and a number of intents may be, wherever they come from: as the end of a sentence, or null.

const SEED_LENGTH_MAX = 100;
const INTENTS_MAX = 1_000_000_000;

/** What is wrong with a seed, as a sentence; null for a good one. */
export const seedFault = (text: string): string | null => {
  if (text.trim() === '') return 'A seed is a number or a word, and not empty.';
  return text.length > SEED_LENGTH_MAX || /\p{Cc}/u.test(text)
    ? `A seed has at most ${SEED_LENGTH_MAX} characters, on one line.`
    : null;
};

/** What is wrong with a count, such as that of intents, as a sentence; null for a good one. */
export const countFault = (count: number): string | null =>
  Number.isSafeInteger(count) && count >= 1 && count <= INTENTS_MAX
    ? null
    : `It must be a whole number from 1 to ${INTENTS_MAX}.`;
