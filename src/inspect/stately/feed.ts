// The messages of a run to an inspector, kept so that one which comes late, or is loaded again, misses as little as can
// be. Memory is bounded: beyond its room the oldest messages are forgotten, and an actor then begins where memory begins.
// A reader keeps a number and asks for what comes next. Knows virtual time, and neither sockets nor the engine.
import type { AnyMachineSnapshot } from 'xstate';
import { assert } from '../../kernel/assert.ts';
import type { ActorNotice } from '../../xstate/inspection.ts';
import type { Followed } from './followed.ts';
import { definitionText, eventText, snapshotText } from './json-text.ts';
import { messageText, type FollowedActor, type Kept } from './kept.ts';
import { ShownActors } from './shown-actors.ts';
import { sourceOf } from './source-of.ts';

/** How much a feed keeps. */
export interface FeedRoom {
  readonly messagesMax: number;
  /** In characters of JSON. */
  readonly charactersMax: number;
}

/** Enough for some hundred arbitrages from their first to their last event, in some ten megabytes. */
export const FEED_ROOM: FeedRoom = { messagesMax: 20_000, charactersMax: 1 << 24 };

/** A reader's place: the number of the message that it is to be given next. */
export type Place = number;

const MS = 1_000;

/** The messages of one run. */
export class StatelyFeed {
  readonly followed: Followed;
  readonly shown: ShownActors;
  readonly room: FeedRoom;
  /** What is kept, from `dropped` on: it is cut when half of it has been forgotten. */
  private kept: Kept[] = [];
  private dropped = 0;
  private characters = 0;
  private first = 1;
  private last = 0;
  private readonly actors = new Map<string, FollowedActor>();
  private readonly listeners = new Set<() => void>();

  constructor(followed: Followed, room: FeedRoom = FEED_ROOM) {
    assert(room.messagesMax >= 1, 'a feed has room for a message');
    this.followed = followed;
    this.shown = new ShownActors(followed);
    this.room = room;
  }

  /** The number of the last message, 0 before the first. */
  get lastNumber(): number {
    return this.last;
  }

  /** The number of the oldest message that is kept. */
  get firstNumber(): number {
    return this.first;
  }

  /** What is held at this moment: bounded by the room and by the actors that live. */
  get held(): { readonly messages: number; readonly characters: number; readonly actors: number } {
    return { messages: this.kept.length - this.dropped, characters: this.characters, actors: this.actors.size };
  }

  /** Takes a notice, at its virtual time in microseconds. */
  observe(notice: ActorNotice, nowUs: number): void {
    if (!this.shown.has(notice.id)) return;
    const atMs = Math.floor(nowUs / MS);
    if (notice.kind === 'born') return this.born(notice, atMs);
    const actor = this.actors.get(notice.id);
    if (actor === undefined) return;
    const event = eventText(notice.event);
    if (notice.kind === 'told') {
      const sourceId =
        notice.sourceId ?? sourceOf(actor.id, actor.parentId, this.shown.ownerOf(actor.id), notice.event);
      const known = sourceId !== undefined && this.actors.has(sourceId) ? sourceId : undefined;
      return this.keep({ kind: 'event', number: this.last + 1, atMs, actor, sourceId: known, event });
    }
    const { snapshot } = notice;
    actor.latest = snapshot;
    actor.isEnded = snapshot.status !== 'active';
    this.keep({ kind: 'snapshot', number: this.last + 1, atMs, actor, event, snapshot: snapshotText(snapshot) });
  }

  /** Where the actor of that id stood when it was last heard of; undefined for one that is not known (any more). */
  latestOf(id: string): AnyMachineSnapshot | undefined {
    return this.actors.get(id)?.latest;
  }

  /**
   * Returns what a reader receives first: every actor that existed when memory begins, where it stood then, parents
   * before children. The reader continues at `next`.
   */
  opening(): { readonly messages: readonly string[]; readonly next: Place } {
    const messages: string[] = [];
    for (const actor of this.actors.values())
      if (actor.opening !== null) messages.push(messageText({ ...actor.opening, actor, kind: 'actor' }));
    return { messages, next: this.first };
  }

  /** The message of that number; null where there is none yet, undefined where it has been forgotten. */
  message(number: Place): string | null | undefined {
    if (number > this.last) return null;
    if (number < this.first) return undefined;
    const kept = this.kept[this.dropped + number - this.first];
    return kept === undefined ? undefined : messageText(kept);
  }

  /** Calls `heard` whenever there is a message more, until the returned function is called. */
  listen(heard: () => void): () => void {
    this.listeners.add(heard);
    return () => void this.listeners.delete(heard);
  }

  private born({ id, parentId, machine, snapshot }: Extract<ActorNotice, { kind: 'born' }>, atMs: number): void {
    // An order whose venue speaks of it again comes back under its own id.
    const known = this.actors.get(id);
    const parent = parentId === undefined ? undefined : this.actors.get(parentId);
    const actor: FollowedActor = known ?? {
      id,
      parentId: parent?.id,
      rootId: parent?.rootId ?? id,
      definition: definitionText(machine, id),
      opening: null,
      latest: snapshot,
      isEnded: false,
      kept: 0,
    };
    this.actors.set(id, actor);
    this.keep({ kind: 'actor', number: this.last + 1, atMs, actor, snapshot: snapshotText(snapshot) });
  }

  private keep(one: Kept): void {
    this.kept.push(one);
    this.last += 1;
    this.characters += lengthOf(one);
    one.actor.kept += 1;
    const { messagesMax, charactersMax } = this.room;
    while (this.kept.length - this.dropped > messagesMax || (this.characters > charactersMax && this.first < this.last))
      this.forgetOldest();
    for (const heard of this.listeners) heard();
  }

  private forgetOldest(): void {
    const oldest = this.kept[this.dropped];
    assert(oldest !== undefined, 'there is something to forget');
    const { actor, number, atMs } = oldest;
    this.characters -= lengthOf(oldest);
    this.first += 1;
    this.dropped += 1;
    actor.kept -= 1;
    if (oldest.kind !== 'event') actor.opening = { number, atMs, snapshot: oldest.snapshot };
    if (actor.isEnded && actor.kept === 0) {
      this.actors.delete(actor.id);
      this.shown.forget(actor.id);
    }
    if (this.dropped * 2 > this.kept.length) {
      this.kept = this.kept.slice(this.dropped);
      this.dropped = 0;
    }
  }
}

const lengthOf = (one: Kept): number =>
  (one.kind === 'actor' ? 0 : one.event.length) + (one.kind === 'event' ? 0 : one.snapshot.length);
