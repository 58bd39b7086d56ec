// A strategy that asks the machine it runs on, as soon as it is loaded.
import { defineStrategy } from 'dry-testing-engine';

const name = process.env['STRATEGY_NAME'] ?? 'reads-the-environment';

export const strategy = defineStrategy({ name, start: () => null, step: (state) => [state, []] });
