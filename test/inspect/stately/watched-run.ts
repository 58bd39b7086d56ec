// A run under the eyes of a feed, and the actors that a reader of its messages believes in.
import type { StatelyInspectionEvent } from '@statelyai/inspect';
import { Agreement } from '../../../src/inspect/stately/agreement.ts';
import { StatelyFeed, type FeedRoom } from '../../../src/inspect/stately/feed.ts';
import { parseFollowed } from '../../../src/inspect/stately/followed.ts';
import { createRun } from '../../../src/run/create-run.ts';
import type { Run } from '../../../src/run/run.ts';
import type { RunOptions } from '../../../src/run/run-options.ts';
import type { Scenario } from '../../../src/scenario/types.ts';
import type { ActorNotice } from '../../../src/xstate/inspection.ts';
import { readFrame } from './published.ts';

/** A run that has not begun, and what watches it. */
export interface WatchedRun {
  readonly run: Run;
  readonly feed: StatelyFeed;
  readonly agreement: Agreement;
}

/** A feed of those actors. */
export const feedOf = (followed = 'all', room?: FeedRoom): StatelyFeed => {
  const parsed = parseFollowed(followed);
  if (parsed === null) throw new Error(`${followed} cannot be followed`);
  return new StatelyFeed(parsed, room);
};

/** A run that a feed watches; `also` receives every notice besides. */
export const watchedRun = (
  scenario: Scenario,
  feed: StatelyFeed,
  also: (notice: ActorNotice) => void = () => {},
  options: Partial<RunOptions> = {},
): WatchedRun => {
  const run = createRun(scenario, {
    scenarioHash: 'any',
    ...options,
    inspect: (notice, nowUs) => {
      also(notice);
      feed.observe(notice, nowUs);
    },
  });
  const agreement = new Agreement(feed);
  run.consume(agreement.observe);
  return { run, feed, agreement };
};

/** All that a reader which comes now receives. */
export const readAll = (feed: StatelyFeed): readonly StatelyInspectionEvent[] => {
  const { messages, next } = feed.opening();
  const frames = [...messages];
  for (let number = next; ; number += 1) {
    const frame = feed.message(number);
    if (typeof frame !== 'string') return frames.map(readFrame);
    frames.push(frame);
  }
};

/** Where the actors stand, as somebody believes who has read these messages; a parent must be known before its child. */
export const believed = (messages: readonly StatelyInspectionEvent[]): ReadonlyMap<string, unknown> => {
  const actors = new Map<string, unknown>();
  for (const message of messages) {
    const { sessionId } = message;
    if (message.type === '@xstate.actor') {
      if (message.parentId !== undefined && !actors.has(message.parentId))
        throw new Error(`${sessionId} comes before its parent ${message.parentId}`);
      actors.set(sessionId, message.snapshot);
    } else if (!actors.has(sessionId)) throw new Error(`${sessionId} is named before it exists`);
    else if (message.type === '@xstate.snapshot') actors.set(sessionId, message.snapshot);
  }
  return actors;
};
