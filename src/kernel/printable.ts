// Text of others, as it may be shown. A name may come from a file of somebody else's, and a terminal obeys what it reads:
// it would clear the page, set the window's title, or show words in another order than they stand in.

// Controls (C0, DEL, C1), what ends a line by Unicode, and what turns the direction of writing.
const controls = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/** A control as JSON writes it, such as `\u001b`: in JSON the text stays the same value. */
const shown = (control: string): string => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text on one line: every control, a line break too, is shown instead of obeyed. */
export const printable = (text: string): string => text.replaceAll(controls, shown);

/** The same for whole pages, whose line breaks are meant. */
export const printableLines = (text: string): string =>
  text.replaceAll(controls, (control) => (control === '\n' ? control : shown(control)));
