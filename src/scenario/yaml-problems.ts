// A text that is no YAML, in our words where the mistake is one that people make, and in the parser's elsewhere.
import { quoted } from './problem.ts';

/** A mistake of the parser's: what it says, and where it begins, as an offset in the text. */
export interface YamlFault {
  readonly message: string;
  readonly pos: readonly [number, number];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** One problem a line: what follows from a mistake on the same line is no further one. */
export const yamlProblems = (
  faults: readonly YamlFault[],
  text: string,
  placeAt: (offset: number) => Place,
): readonly (Place & { readonly path: readonly []; readonly message: string })[] => {
  const lines = text.split(/\r?\n/);
  const seen = new Set<number>();
  return faults.flatMap(({ message, pos }) => {
    const place = placeAt(pos[0]);
    const known = ownWords(lines[place.line - 1] ?? '', message);
    if (seen.has(place.line)) return [];
    seen.add(place.line);
    return [{ ...place, path: [] as const, message: known ?? inTheParsersWords(message) }];
  });
};

const inTheParsersWords = (message: string): string => {
  if (message.includes('multiple documents')) return 'The file holds several documents: a scenario is one.';
  const sentence = message.replaceAll(/\s+/g, ' ').slice(0, 200).replace(/[.:]$/, '');
  return `This is not YAML: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}.`;
};

const inQuotes = (value: string): string => (value.includes("'") ? quoted(value) : `'${value}'`);

// A value of the line behind its key, up to a comment, or to the end of its entry in a flow map.
const valuesIn = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|[\s{,[])[^\s:{},[\]#][^:{},[\]#]*: +([^\s'"#][^,}#]*)/g)].map(([, value = '']) =>
    value.trim(),
  );

// The end of the sentence says what to write.
const ownWords = (line: string, message: string): string | null => {
  if (/^ *\t/.test(line)) return 'A tab stands before the first word of this line: YAML indents by blanks alone.';
  const values = valuesIn(line);
  const compared = values.find((value) => /^[>|] *=? *\S/.test(value));
  if (compared !== undefined)
    return (
      `${compared} begins with ${compared[0]}, which to YAML begins a text of several lines: ` +
      `put it into quotes, as in ${inQuotes(compared)}.`
    );
  const odd = values.find((value) => /^[@`%*&!]/.test(value));
  if (odd !== undefined && !/^[&*]\w+/.test(odd))
    return `${odd} begins with ${odd[0]}, which means something else to YAML: put it into quotes, as in ${inQuotes(odd)}.`;
  const [, key, rest = ''] = /^\s*([\w.-]+): +([^'"{[#|>&*].*: .*)$/.exec(line) ?? [];
  if (key !== undefined && /compact mapping|implicit key/i.test(message))
    return `What ${key} says holds ': ', which to YAML begins another key: put it into quotes, as in ${inQuotes(rest.trim())}.`;
  return null;
};
