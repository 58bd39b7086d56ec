// The dictionary of a run: texts that come again and again, as numbers from 1 in the order in which the journal first had
// them. So the numbers are a function of the journal, and a resumed run gives the same ones.
import { assert } from '../../kernel/assert.ts';

/** A text and its number, and the record that had it first. */
export interface Word {
  readonly seq: number;
  readonly word: number;
  readonly text: string;
}

/** Texts that a dictionary holds at most: what it numbers are statuses, venues, markets, reasons. */
const wordsMax = 10_000_000;

/** The texts of one run by number, and back. */
export class Dictionary {
  private readonly numbers = new Map<string, number>();
  private readonly words: Word[] = [];

  /** Creates a dictionary that continues behind the words of a run, in their order. */
  constructor(words: readonly Word[] = []) {
    for (const { seq, word, text } of words) {
      assert(this.numberOf(text, seq) === word, () => `the word ${word} is not the next of its dictionary`);
    }
  }

  /** How many there are. */
  get size(): number {
    return this.words.length;
  }

  /** The number of a text; a new one, if the record of that sequence is the first to have it. */
  numberOf(text: string, seq: number): number {
    return this.numbers.get(text) ?? this.add(text, seq);
  }

  /** The text of a number. */
  textOf(word: number): string {
    const entry = this.words[word - 1];
    assert(entry !== undefined, () => `no text has the number ${word}`);
    return entry.text;
  }

  /** The words that the records from one sequence up to another, itself included, were the first to have. */
  between(firstSeq: number, lastSeq: number): readonly Word[] {
    const { words } = this;
    let from = words.length;
    while (from > 0 && words[from - 1]!.seq >= firstSeq) from -= 1;
    let to = from;
    while (to < words.length && words[to]!.seq <= lastSeq) to += 1;
    return from === to ? [] : words.slice(from, to);
  }

  private add(text: string, seq: number): number {
    assert(this.words.length < wordsMax, 'the dictionary of a run is full');
    const word = this.words.push({ seq, word: this.words.length + 1, text });
    this.numbers.set(text, word);
    return word;
  }
}
