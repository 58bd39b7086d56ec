// What came lately, to know it again when it comes twice. Bounded: the oldest is forgotten.

/** Remembers the last so many keys. */
export class Recent {
  private readonly keys = new Set<string>();
  private readonly keysMax: number;

  constructor(keysMax = 4_096) {
    this.keysMax = keysMax;
  }

  /** Whether this key came lately. */
  has(key: string): boolean {
    return this.keys.has(key);
  }

  /** Remembers a key; true where it came lately already. */
  isSeen(key: string): boolean {
    if (this.keys.has(key)) return true;
    this.keys.add(key);
    if (this.keys.size > this.keysMax) {
      const [oldest] = this.keys;
      if (oldest !== undefined) this.keys.delete(oldest);
    }
    return false;
  }
}
