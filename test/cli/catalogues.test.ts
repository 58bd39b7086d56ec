// Goal: `dte faults` and `dte venues` tell all that their catalogues hold, on stdout alone, so that it can be piped.
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { CommandFailed } from '../../src/cli/command-failed.ts';
import { addFaults } from '../../src/cli/faults.ts';
import { addVenues } from '../../src/cli/venues.ts';
import { renderCard } from '../../src/venues/definitions/card.ts';
import { venueCatalogue, venueNames } from '../../src/venues/definitions/catalogue.ts';
import { faultCatalogue, faultNames } from '../../src/venues/faults/catalogue.ts';
import type { CliRun } from './memory-terminal.ts';

const dte = async (...args: readonly string[]): Promise<CliRun> => {
  let out = '';
  let err = '';
  const program = new Command('dte').exitOverride();
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    environment: {},
  };
  addFaults(program, terminal);
  addVenues(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return { exitCode: 0, out, err };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { exitCode: error.exitCode, out, err: error.message };
  }
};

describe('dte faults', () => {
  test('explains every fault, and says what to try', async () => {
    const { exitCode, out, err } = await dte('faults');
    expect(exitCode).toBe(0);
    const text = out.replaceAll(/\s+/g, ' ');
    for (const name of faultNames) {
      expect(out).toMatch(new RegExp(`^${name}$`, 'm'));
      expect(text).toContain(faultCatalogue[name].does);
      expect(text).toContain(faultCatalogue[name].seen);
    }
    expect(err).toContain('cannot trade');
  });

  test('explains one alone', async () => {
    const { out, err } = await dte('faults', 'cancelLost');
    expect(out).toMatch(/^cancelLost\n/);
    expect(out).not.toContain('ackLost');
    expect(err).toBe('');
  });

  test('--json is the catalogue', async () => {
    expect(JSON.parse((await dte('faults', '--json')).out)).toEqual(faultCatalogue);
    const { ackLost } = faultCatalogue;
    expect(JSON.parse((await dte('faults', 'ackLost', '--json')).out)).toEqual({ ackLost });
  });

  test('a fault that is none is refused with a sentence', async () => {
    const { exitCode, out, err } = await dte('faults', 'luck');
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^There is no fault 'luck'; there are ackLost, /);
  });
});

describe('dte venues', () => {
  test('lists every venue', async () => {
    const { exitCode, out, err } = await dte('venues');
    const [, ...rows] = out.trimEnd().split('\n');
    expect(exitCode).toBe(0);
    expect(rows.map((row) => row.split(' ')[0])).toEqual(venueNames);
    for (const name of venueNames) expect(out).toContain(venueCatalogue[name].title);
    expect(err).toContain('nothing here can trade');
  });

  test.each(venueNames)('%s prints its card, and its rules as data with money as decimals', async (name) => {
    expect(await dte('venues', name)).toEqual({ exitCode: 0, out: renderCard(venueCatalogue[name]), err: '' });
    const json = JSON.parse((await dte('venues', name, '--json')).out) as Record<string, unknown>;
    expect(json['venue']).toBe(name);
    expect(json).toHaveProperty('sizes.qtyStep.value', expect.stringMatching(/^\d+(\.\d+)?$/));
  });

  test('--json of all is an object by name', async () => {
    expect(Object.keys(JSON.parse((await dte('venues', '--json')).out) as object)).toEqual(venueNames);
  });

  test('a venue that is none is refused with a sentence', async () => {
    expect(await dte('venues', 'nasdaq')).toEqual({
      exitCode: 2,
      out: '',
      err: expect.stringMatching(/^There is no venue 'nasdaq'/) as string,
    });
  });
});
