import { expect } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import '../../../src/vitest.ts';

const run = await runScenario('demo', { seed: 8 }); // or a file of your own: its modules and its recording are loaded
expect(run).toHoldEveryPromise();
expect(run).toMeetItsExpectations();
