#!/usr/bin/env -S node --min-semi-space-size=128 --max-semi-space-size=128
// The executable: blocks outbound connections, and loads everything else only then, so that no module keeps a function
// that connects. The nursery has room for what a run remembers of its last seconds to die young: with the usual one a
// fifth of an arbitrage's time went into copying it.
import { canTrade } from './cannot-trade.ts';

if (canTrade) throw new Error('Outbound connections must be blocked before anything else is loaded.');

// Imported, not linked: a bundler evaluates what a linked module takes from packages before the first line of this one.
const { runProcess } = await import('./run-process.ts');
await runProcess();
