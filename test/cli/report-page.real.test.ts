// Goal: a run that was written down becomes a page that can be kept, with the command that does it again.
import { describe, expect, it } from 'vitest';
import { createFolder } from './folder.ts';
import { dte } from './memory-terminal.ts';

describe('dte report --html', () => {
  const folder = createFolder();
  const db = folder.path('database');

  it('writes a page that stands alone, or says why it cannot', async () => {
    const ran = await dte(['run', 'scenarios/storm.yaml', '--intents', '60', '--seed', '5', '--json', '--db', db]);
    const { digest } = JSON.parse(ran.out) as { readonly digest: string };
    const { exitCode, err } = await dte(['report', '1', '--html', folder.path('report.html'), '--db', db]);
    expect(exitCode, err).toBe(0);
    const page = folder.read('report.html');
    for (const text of ['SIMULATION', digest, 'run scenarios/storm.yaml --seed 5 --intents 60', 'captured'])
      expect(page).toContain(text);
    const refused = await dte(['report', '1', '--html', folder.path('nowhere/report.html'), '--db', db]);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toMatch(/^dte: The report cannot be written to .*: there is no such file\.\n$/);
  });
});
