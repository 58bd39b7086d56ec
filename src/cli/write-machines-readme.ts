// Writes machines/README.md from the charts: `npm run machines:readme`. A test holds the file and the charts together.
import { writeFileSync } from 'node:fs';
import { catalogue } from '../../machines/catalogue.ts';
import { readmeOf } from '../xstate/describe.ts';

writeFileSync(new URL('../../machines/README.md', import.meta.url), readmeOf(catalogue, 'npm run machines:readme'));
