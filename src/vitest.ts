// `import 'dry-testing-engine/vitest'`: the matchers for runs, with their types, in vitest.
//
// Imported for its effect too: that import stays in the declarations, and without it they would not merge with vitest's.
import 'vitest';
import { expect } from 'vitest';
import { matchers, type RunMatchers } from './run/testing/matchers.ts';

export { matchers, type RunMatchers } from './run/testing/matchers.ts';

declare module 'vitest' {
  // vitest's own type parameter and default: a declaration that is merged repeats them.
  interface Assertion<T = any> extends RunMatchers<void> {}
}

expect.extend(matchers);
