// Invariant 2: a run begins once and ends once, and its last record counts what is in the journal.
import { isOfItsFormat, JOURNAL_FORMAT } from '../../journal/format.ts';
import type { Findings } from '../findings.ts';
import type { Stops } from './stops.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Nothing comes before the start or after the end of a run, and the totals of the end are those of the journal. */
export const runFrame: Invariant = {
  index: 1,
  name: 'run-frame',
  says: 'a run starts with its first record and ends with its last, which counts what is in the journal',
};

const kinds: ReadonlySet<string> = new Set(['run', 'session', 'harness']);

/** The run as far as its frame goes. */
export interface Frame {
  isStarted: boolean;
  /** Whether it is the journal of a venue in a user's own test: the client's side is not in it, and it has no end. */
  isHarness: boolean;
  isOver: boolean;
  intents: number;
  refused: number;
  orders: number;
}

/** A run of which nothing has been seen. */
export const createFrame = (): Frame => ({
  isStarted: false,
  isHarness: false,
  isOver: false,
  intents: 0,
  refused: 0,
  orders: 0,
});

/** No record comes after the end. */
export const judgeOpen = (frame: Frame, type: string, findings: Findings): void => {
  if (findings.fails(runFrame, !frame.isOver))
    findings.add(runFrame, 'journal', `${type} comes after the end of the run`);
};

/** The run starts with its first record, which has what its format gives it. */
export const judgeStart = (frame: Frame, body: BodyOf<'run.started'>, seq: number, findings: Findings): void => {
  const { kind, journalFormat = JOURNAL_FORMAT } = body;
  frame.isHarness = kind === 'harness';
  const isWhole = journalFormat === JOURNAL_FORMAT && isOfItsFormat(body);
  if (findings.fails(runFrame, isWhole && (kind === undefined || kinds.has(kind))))
    findings.add(runFrame, 'journal', 'the first record is of no format that it could be of');
  if (findings.fails(runFrame, seq === 1))
    findings.add(runFrame, 'journal', `the run starts with record ${seq}, and not with its first`);
  frame.isStarted = true;
};

/** Why a run ends: at the limit that it reached, by the first command that stopped it, or by itself. */
const reasonOf = ({ tripped, stopReason }: Stops): string => {
  for (const limit of tripped) return limit;
  return stopReason ?? 'finished';
};

/** The last record counts what the journal holds, and says why it ends. Arbitrages are the intents that were not refused. */
export const judgeEnd = (frame: Frame, stops: Stops, body: BodyOf<'run.ended'>, findings: Findings): void => {
  frame.isOver = true;
  const reason = reasonOf(stops);
  if (findings.fails(runFrame, body.reason === reason))
    findings.add(runFrame, 'journal', `the run ends as ${body.reason}, and what stopped it was ${reason}`);
  const { intents, orders, refused } = frame;
  const isCounted = body.intents === intents && body.orders === orders && body.arbitrages === intents - refused;
  if (findings.fails(runFrame, isCounted))
    findings.add(
      runFrame,
      'journal',
      `the end counts ${body.intents} intents, ${body.orders} orders and ${body.arbitrages} arbitrages, ` +
        `the journal ${intents}, ${orders} and ${intents - refused}`,
    );
};

/** What was started has ended. */
export const judgeFrameAtEnd = (frame: Frame, findings: Findings): void => {
  const isSound = frame.isHarness ? !frame.isOver : frame.isStarted === frame.isOver;
  if (findings.fails(runFrame, isSound))
    findings.add(runFrame, 'journal', frame.isStarted ? 'the run never ended' : 'the run ended and was never started');
};
