// Sections of a scenario's text, taken out and put in as they are written, so that markets, pairs and strategies can be kept
// elsewhere. What they mean is the business of `parse.ts`.
import { stringify } from 'yaml';
import { readTree, type TreeMap } from './read-tree.ts';

/** The sections of that name, as they stand in a text that is a scenario; one that is not there is empty. */
export const sectionsIn = <K extends string>(text: string, names: readonly K[]): Readonly<Record<K, TreeMap>> => {
  const tree = readTree(text);
  const root: TreeMap = 'root' in tree ? tree.root : {};
  const sections = names.map((name) => {
    const section = root[name];
    return [name, typeof section === 'object' && !Array.isArray(section) ? (section as TreeMap) : {}] as const;
  });
  return Object.fromEntries(sections) as Record<K, TreeMap>;
};

/** The text with these sections in the place of its own. One that cannot be read is given back as it is, to be refused. */
export const withSections = (text: string, sections: Readonly<Record<string, TreeMap>>): string => {
  const tree = readTree(text);
  return 'root' in tree && tree.problems.length === 0 ? stringify({ ...tree.root, ...sections }) : text;
};
