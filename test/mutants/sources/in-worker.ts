// Loaded before each test file that judges a mutant: one failure is enough, and what the probes saw is written down.
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll } from 'vitest';
import { probesKey } from './probes.ts';
import { placesFileVariable } from './protocol.ts';

// The smallest counterexample is of no interest: to look for it would take most of the time.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

const placesFile = process.env[placesFileVariable];
if (placesFile === undefined) throw new Error(`${placesFileVariable} names no file.`);
const places = new Set<string>();
// Here and not before the tests: what a module does when it is loaded is executed too.
Object.assign(globalThis, { [probesKey]: places });
afterAll(() => writeFileSync(placesFile, JSON.stringify([...places])));
