// The shell blocks of a document as commands: what a reader would type, one after the other.
import type { Document, Fence } from './documents.ts';

/** One command of a shell block. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** The exit code that its comment announces, as in `# exits 1`; 0 where it announces none. */
  readonly exitCode: number;
  readonly line: number;
}

/** A shell block, and the output that the text block behind it shows. */
export interface ShellBlock {
  readonly commands: readonly ShellCommand[];
  readonly shown: string | null;
  readonly line: number;
}

const wordsOf = (text: string): string[] =>
  [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

const commandsOf = (fence: Fence): ShellCommand[] =>
  fence.text.split('\n').flatMap((text, index) => {
    const at = /(^|\s)#/.exec(text)?.index ?? text.length;
    const exitCode = Number(/\bexits (\d+)/.exec(text.slice(at))?.[1] ?? 0);
    const line = fence.line + 1 + index;
    const parts = text.slice(0, at).split('&&');
    return parts
      .map((part) => wordsOf(part))
      .filter((words) => words.length > 0)
      .map((words) => ({ words, exitCode, line }));
  });

/** The shell blocks of a document in their order. */
export const shellBlocks = ({ fences }: Document): readonly ShellBlock[] =>
  fences.flatMap((fence, index) => {
    if (fence.language !== 'sh') return [];
    const next = fences[index + 1];
    return [{ commands: commandsOf(fence), shown: next?.language === 'text' ? next.text : null, line: fence.line }];
  });
