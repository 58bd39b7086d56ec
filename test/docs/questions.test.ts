// Goal: a newcomer's question is answered by one search. Method: each phrase is searched for in the documents as `grep -i`
// does; the page that answers has it in a heading or in the sentence that answers, and few other lines have it at all.
import { expect, it } from 'vitest';
import { documents } from './documents.ts';

interface Question {
  readonly question: string;
  readonly phrase: string;
  /** The page, and the line that answers or heads the answer. */
  readonly answer: readonly [path: string, line: RegExp];
}

const questions: readonly Question[] = [
  {
    question: 'Where do I add a fault?',
    phrase: 'add a fault',
    answer: ['docs/contributing.md', /^## Add a fault$/],
  },
  {
    question: 'What does a digest cover?',
    phrase: 'a digest covers',
    answer: ['docs/determinism.md', /^## What a digest covers$/],
  },
  {
    question: 'How do I test my own order management?',
    phrase: 'own order management',
    answer: ['docs/order-management.md', /^# Test your own order management$/],
  },
  {
    question: 'Which exit code means what?',
    phrase: 'exit codes',
    answer: ['docs/command-line.md', /^## Exit codes$/],
  },
  {
    question: 'How do I replay a recording?',
    phrase: 'replay a recording',
    answer: ['README.md', /^## Replay a recording$/],
  },
  {
    question: 'What happens after kill -9?',
    phrase: 'after kill -9',
    answer: ['docs/kept-runs.md', /^## After kill -9$/],
  },
  {
    question: "Where is a fee of Kalshi's defined?",
    phrase: 'fees of Kalshi',
    answer: ['docs/contributing.md', /src\/venues\/definitions\/kalshi\/fees\.ts/],
  },
  {
    question: 'How do I add an invariant?',
    phrase: 'add an invariant',
    answer: ['docs/contributing.md', /^## Add an invariant$/],
  },
  {
    question: 'What is in a journal record?',
    phrase: 'in a journal record',
    answer: ['docs/journal.md', /^## What is in a journal record$/],
  },
  {
    question: "How do I see one order's life?",
    phrase: 'life of one order',
    answer: ['docs/visualizer.md', /^## The life of one order/],
  },
];

/** More lines than these are no answer. */
const hitsMax = 8;

it.each(questions)('$question', ({ phrase, answer: [path, line] }) => {
  const hits = documents.flatMap((document) =>
    document.lines
      .filter((text) => text.toLowerCase().includes(phrase.toLowerCase()))
      .map((text) => [document.path, text]),
  );
  expect(hits.filter(([at = '', text = '']) => at === path && line.test(text))).toHaveLength(1);
  expect(hits.length).toBeLessThanOrEqual(hitsMax);
});
