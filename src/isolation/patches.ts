// Replaces functions of built-in objects, and puts them back. A replacement is a proxy of the original: its name,
// its properties and what it makes stay what they were.
import { syncBuiltinESMExports } from 'node:module';

/** Called before a replaced function: it throws to refuse. `args` are those of the call. */
export type Guard = (args: readonly unknown[]) => void;

/** Replacements of one kind, put back together. */
export interface Patches {
  /** Guards the function under a key, called or constructed; what is not there or no function is left alone. */
  guard(target: object, key: PropertyKey, guard: Guard): void;
  /** Replaces the value of a key, whether or not the key exists. */
  replace(target: object, key: PropertyKey, value: unknown): void;
  /** Puts a getter under a key. */
  accessor(target: object, key: PropertyKey, get: (this: never) => unknown): void;
  /** Makes named imports of built-in modules see the replacements. Call it after the last. */
  publish(): void;
  undo(): void;
}

/** No replacements yet. */
export const createPatches = (): Patches => {
  const undoing: (() => void)[] = [];
  const replace = (target: object, key: PropertyKey, value: unknown): void => {
    const own = Object.getOwnPropertyDescriptor(target, key);
    if (own !== undefined && own.configurable !== true) {
      // The property stays, its value may change; where it may not, nothing can be done.
      if (own.writable !== true) return;
      Reflect.set(target, key, value);
      undoing.push(() => Reflect.set(target, key, own.value));
      return;
    }
    Object.defineProperty(target, key, {
      value,
      configurable: true,
      enumerable: own?.enumerable ?? true,
      writable: true,
    });
    undoing.push(() => {
      if (own === undefined) Reflect.deleteProperty(target, key);
      else Object.defineProperty(target, key, own);
    });
  };
  return {
    replace,
    guard: (target, key, guard) => {
      const original: unknown = Reflect.get(target, key);
      if (typeof original !== 'function') return;
      replace(target, key, guarded(original, guard));
    },
    accessor: (target, key, get) => {
      const own = Object.getOwnPropertyDescriptor(target, key);
      if (own === undefined || own.configurable !== true) return;
      Object.defineProperty(target, key, { ...own, get });
      undoing.push(() => Object.defineProperty(target, key, own));
    },
    publish: syncBuiltinESMExports,
    undo: () => {
      for (const step of undoing.toReversed()) step();
      undoing.length = 0;
      syncBuiltinESMExports();
    },
  };
};

/** The same function, with a guard before each call and each construction. */
export const guarded = <F extends object>(original: F, guard: Guard): F =>
  new Proxy(original, {
    apply: (target, self, args: unknown[]) => {
      guard(args);
      return Reflect.apply(target as unknown as () => unknown, self, args);
    },
    construct: (target, args: unknown[], made) => {
      guard(args);
      // Subclasses are made through here as well.
      return Reflect.construct(target as unknown as () => unknown, args, made) as object;
    },
  });
