import { readFileSync } from 'node:fs';
import { createRun, parseScenario } from '../../../src/index.ts';

const file = 'scenarios/quiet.yaml';
const parsed = parseScenario(readFileSync(file, 'utf8'), file);
if (!parsed.ok) throw new Error(parsed.problems.map(({ line, message }) => `line ${line}: ${message}`).join('\n'));

const run = createRun(parsed.scenario, { scenarioHash: parsed.hash, seed: '7', intentsMax: 50 });
run.consume((record, seq) => {
  if (record.type === 'arbitrage.moved' && record.to === 'failed') console.log(seq, record.arbitrage);
});
const { arbitrages, audit } = run.runToEnd();
console.log(arbitrages.exposed, audit.violations); // 0 0
