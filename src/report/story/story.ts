// A story: what became of one order or arbitrage, in a title and a few moments. How it is laid out stands here too.
import { printable } from '../../kernel/printable.ts';
import { durationText } from '../../text/units.ts';

/** One thing that happened. */
export interface Moment {
  /** Virtual time since the story began. */
  readonly sinceUs: number;
  readonly text: string;
}

/** The life of one order or arbitrage. */
export interface Story {
  readonly title: string;
  readonly moments: readonly Moment[];
  /** Smaller moments that were left out, so that the others can be read. */
  readonly omitted: number;
}

/** Words on lines of at most that width; a longer word gets a line of its own. */
export const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
};

/** The story as lines of at most that width (usually, a page's less its indent): the title, then each moment. */
export const storyLines = ({ title, moments, omitted }: Story, width = 98): readonly string[] => {
  const times = moments.map(({ sinceUs }) => `+${durationText(sinceUs)}`);
  const timeWidth = Math.max(...times.map((time) => time.length), 0) + 2;
  const lines = [...wrapped(printable(title), width)];
  moments.forEach(({ text }, index) => {
    wrapped(printable(text), width - timeWidth - 2).forEach((part, row) => {
      const time = row === 0 && times[index] !== times[index - 1] ? (times[index] ?? '') : '';
      lines.push(`${time.padStart(timeWidth)}  ${part}`);
    });
  });
  if (omitted > 0)
    lines.push(`${''.padStart(timeWidth)}  (${omitted} smaller ${omitted === 1 ? 'step is' : 'steps are'} left out)`);
  return lines;
};
