// Colours as functions from text to text, so that the layout of a report does not know whether there are any.

/** How words are set apart. Each keeps the text, and may add what a terminal does not show. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly odd: (text: string) => string;
}

const same = (text: string): string => text;

/** No colours at all. */
export const plainPaint: Paint = { bold: same, dim: same, good: same, bad: same, odd: same };
