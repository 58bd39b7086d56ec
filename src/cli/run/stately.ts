// `--stately`: a run that Stately's inspector may watch. Puts feed, outlet and server together, says where they are,
// holds the run back while somebody reads, and serves what is kept until Ctrl-C.
import { Agreement } from '../../inspect/stately/agreement.ts';
import { StatelyFeed, type FeedRoom } from '../../inspect/stately/feed.ts';
import { FOLLOWED_USUALLY, parseFollowed, type Followed } from '../../inspect/stately/followed.ts';
import { StatelyOutlet } from '../../inspect/stately/outlet.ts';
import { serveStately, type StatelyServer } from '../../inspect/stately/server.ts';
import type { Wall } from '../../kernel/pacer.ts';
import { countText } from '../../text/units.ts';
import type { ActorObserver } from '../../xstate/inspection.ts';
import { wrongInput } from '../command-failed.ts';
import type { SignalSource } from '../../run/execution/interrupts.ts';
import type { Run } from '../../run/run.ts';
import { untilInterrupted } from './shell.ts';
import type { Watcher } from './watcher.ts';

const PAUSE_MS = 10;

/** What an inspector is to be shown, before there is a run. */
export class StatelyWatch {
  private readonly feed: StatelyFeed;
  private readonly agreement: Agreement;
  private readonly port: number;

  constructor(port: number, followed: Followed | undefined, room?: FeedRoom) {
    this.feed = new StatelyFeed(followed ?? (parseFollowed(FOLLOWED_USUALLY) as Followed), room);
    this.agreement = new Agreement(this.feed);
    this.port = port;
  }

  /** For the run that is watched, from its making on. */
  readonly inspect: ActorObserver = (notice, nowUs) => this.feed.observe(notice, nowUs);

  /** Serves the run, which has not begun, and says where. A port that cannot be had is wrong input. */
  async serve(run: Pick<Run, 'consume'>, say: (text: string) => void): Promise<ServedWatch> {
    run.consume(this.agreement.observe);
    const outlet = new StatelyOutlet(this.feed);
    const server = await serveStately(outlet, this.port).catch((error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be had (${error.code ?? error.message})`;
      throw wrongInput(`The port ${this.port} ${why}; 0 takes a free one.`);
    });
    const { text } = this.feed.followed;
    say(
      `Stately's inspector: ${server.url} shows the engine, its venues and ${text === 'all' ? 'all arbitrages' : `arbitrages ${text}`}.\n`,
    );
    return new ServedWatch(this.feed, this.agreement, outlet, server);
  }
}

/** A run that is watched. */
export class ServedWatch implements Watcher {
  private readonly feed: StatelyFeed;
  private readonly agreement: Agreement;
  private readonly outlet: StatelyOutlet;
  private readonly server: StatelyServer;

  constructor(feed: StatelyFeed, agreement: Agreement, outlet: StatelyOutlet, server: StatelyServer) {
    this.feed = feed;
    this.agreement = agreement;
    this.outlet = outlet;
    this.server = server;
  }

  /** What was shown wrongly, one sentence each; none where all was right. */
  get failures(): readonly string[] {
    const { sentence } = this.agreement;
    return sentence === null ? [] : [sentence];
  }

  /** The wall clock for the run: whenever the run yields, those who read are waited for. */
  holding(wall: Wall): Wall {
    const sleepMs = async (durationMs: number): Promise<void> => {
      await wall.sleepMs(durationMs);
      await this.keptUp(wall);
    };
    return { nowMs: () => wall.nowMs(), sleepMs };
  }

  /** Waits for those who read, as long as they take something. */
  keptUp(wall: Wall): Promise<void> {
    return this.outlet.keptUp(() => wall.sleepMs(PAUSE_MS));
  }

  /** Keeps serving the messages that are kept until Ctrl-C. */
  async stay(signals: SignalSource, say: (text: string) => void): Promise<void> {
    const { firstNumber, lastNumber } = this.feed;
    const kept = lastNumber + 1 - firstNumber;
    const which = kept === lastNumber ? '' : `the last ${countText(kept)} of `;
    say(`Served until Ctrl-C: ${which}${countText(lastNumber)} messages, at ${this.server.url}\n`);
    await untilInterrupted(signals);
  }

  /** Frees the port. */
  close(): Promise<void> {
    return this.server.close();
  }
}
