// A database of a page that may stay for hours: held while something is read from it, and a moment longer, because one look
// of a person asks for several things. Then others can have it.
import { assert } from '../../kernel/assert.ts';
import type { Holder } from '../../persistence/store/lock-holder.ts';
import { placeInRuns } from '../../persistence/store/runs-folder.ts';
import type { Store } from '../../persistence/store/store.ts';
import { Unneeded } from '../runs/when-free.ts';

/** Opens the database, and waits where another process holds it, unless `refuse` throws. */
export type OpenToRead = (refuse: (holder: Holder) => void) => Promise<Store>;

const REST_AFTER_MS = 1_000;

/** A store of a directory that is open only while something is borrowed from it, and a moment longer. */
export class RestingStore implements Store {
  readonly kind = 'directory';
  readonly where: string;
  readonly place;
  private readonly open: OpenToRead;
  private opened: Promise<Store> | null = null;
  private closing: Promise<void> = Promise.resolve();
  private readers = 0;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  /** `where` is the directory's path without links. */
  constructor(where: string, open: OpenToRead) {
    this.where = where;
    this.place = placeInRuns(where, where);
    this.open = open;
  }

  get borrowed(): number {
    return this.readers;
  }

  borrow: Store['borrow'] = (work) => this.reading((store) => store.borrow(work));

  schema: Store['schema'] = () => this.reading((store) => store.schema());

  note(): void {
    assert(false, 'who only reads writes no run');
  }

  migrate(): Promise<void> {
    return this.reading((store) => store.migrate());
  }

  cut(reason: Error): void {
    void this.opened?.then(
      (store) => store.cut(reason),
      () => undefined,
    );
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.rest();
  }

  private async reading<T>(work: (store: Store) => Promise<T>): Promise<T> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.readers += 1;
    try {
      return await work(await this.whenOpen());
    } finally {
      this.readers -= 1;
      if (this.readers === 0 && !this.isClosed) this.timer = setTimeout(() => void this.rest(), REST_AFTER_MS);
    }
  }

  private whenOpen(): Promise<Store> {
    if (this.opened === null) {
      const opened = this.closing.then(() =>
        this.open(() => {
          if (this.isClosed) throw new Unneeded('The page is closed.');
        }),
      );
      // Who asks next tries again.
      opened.catch(() => {
        if (this.opened === opened) this.opened = null;
      });
      this.opened = opened;
    }
    return this.opened;
  }

  /** Closes it until somebody reads again. */
  private async rest(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const { opened } = this;
    this.opened = null;
    if (opened !== null)
      this.closing = opened.then(
        (store) => store.close(),
        () => undefined,
      );
    await this.closing;
  }
}
