// Writes visualizer/public/charts.json: every chart with its layout. A test holds the file to the charts.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chartModels } from '../../src/inspect/index/charts/model.ts';
import { layOut } from './lay-out.ts';

const charts = [];
for (const chart of chartModels) charts.push(await layOut(chart));
writeFileSync(fileURLToPath(new URL('../public/charts.json', import.meta.url)), `${JSON.stringify(charts)}\n`);
