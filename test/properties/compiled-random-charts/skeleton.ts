// The bare tree of a random chart: which states there are and how they stand to each other.
import type { Tape } from './tape.ts';

/** A state of a chart that is being made. */
export interface Bone {
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final';
  readonly key: string;
  /** The keys from below the root down to this state. */
  readonly path: readonly string[];
  readonly parent: Bone | null;
  /** An id of its own, else XState's. */
  readonly ownId: string | null;
  readonly children: Bone[];
}

/** The machine's id, and so the root's. */
export const ROOT_ID = 'm';

const DEPTH_MAX = 4;
const BONES_MAX = 18;

/** Integer-like keys come first in every object, wherever they were written. */
const keyLists = [
  ['a', 'b', 'c', 'd'],
  ['a', '7', 'b', '3'],
];

/** A tree of one to `BONES_MAX` states, at most `DEPTH_MAX` below the root. */
export const skeletonOf = (tape: Tape): readonly Bone[] => {
  const bones: Bone[] = [];
  // Some charts are mostly about ends.
  const leaves = tape.chance(35) ? (['atomic', 'final', 'final'] as const) : (['atomic', 'final', 'atomic'] as const);
  const grow = (parent: Bone | null, key: string): Bone => {
    const path = parent === null ? [] : [...parent.path, key];
    const branches = ['compound', 'parallel', 'compound'] as const;
    const mayBranch = path.length < DEPTH_MAX && bones.length < BONES_MAX - 3;
    const branchPercent = parent === null ? 97 : 62 - path.length * 12;
    const bone: Bone = {
      kind:
        mayBranch && tape.chance(branchPercent) ? tape.pick(branches) : parent === null ? 'atomic' : tape.pick(leaves),
      key,
      path,
      parent,
      ownId: parent !== null && tape.chance(15) ? `k${bones.length}` : null,
      children: [],
    };
    bones.push(bone);
    if (bone.kind === 'compound' || bone.kind === 'parallel') {
      const count = 1 + tape.below(3) + (bone.kind === 'parallel' ? 1 : 0);
      const childKeys = tape.chance(10) ? keyLists[1] : keyLists[0];
      for (const childKey of childKeys?.slice(0, count) ?? []) bone.children.push(grow(bone, childKey));
    }
    return bone;
  };
  grow(null, ROOT_ID);
  return bones;
};

/** The bone and everything below it. */
export const subtreeOf = (bone: Bone): readonly Bone[] => [bone, ...bone.children.flatMap(subtreeOf)];

/** How any state names that one: by its id, its own or its parents'. */
export const idOf = ({ ownId, path }: Bone): string => `#${ownId ?? [ROOT_ID, ...path].join('.')}`;

/** The state value of being there, whatever is below. */
export const valueAt = ({ path }: Bone): string | Record<string, unknown> => {
  const [last, ...above] = path.toReversed();
  return above.reduce<string | Record<string, unknown>>((value, key) => ({ [key]: value }), last ?? '');
};

/**
 * States that may have eventless transitions such that never two regions have some: either one region does, or a state
 * around the regions. For XState orders those of two regions by who was entered last, which a restored actor does
 * not know.
 */
export const eventlessPlaces = (tape: Tape, root: Bone): ReadonlySet<Bone> => {
  const places = new Set<Bone>();
  const visit = (bone: Bone): void => {
    const subtree = subtreeOf(bone);
    const hasRegions = subtree.some(({ kind }) => kind === 'parallel');
    const region = bone.kind === 'parallel' ? bone.children[tape.below(bone.children.length + 1)] : undefined;
    if (!hasRegions) for (const place of subtree) places.add(place);
    else if (region !== undefined) visit(region);
    else if (bone.kind === 'parallel' || tape.chance(25)) places.add(bone);
    else bone.children.forEach(visit);
  };
  visit(root);
  return places;
};
