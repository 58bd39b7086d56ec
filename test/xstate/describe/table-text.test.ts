// Goal: the table can be read. Method: the sample's text and page, where each way of saying a thing appears.
import { describe, expect, test } from 'vitest';
import { tableOf, tableText } from '../../../src/xstate/describe.ts';
import { tableMarkdown } from '../../../src/xstate/describe/table-text.ts';
import { sampleMachine } from './sample-chart.ts';

const table = tableOf(sampleMachine);

describe('for a terminal', () => {
  const lines = tableText(table).split('\n');
  const after = (title: string): readonly string[] => {
    const rest = lines.slice(lines.indexOf(title) + 1);
    return rest.slice(0, rest.indexOf(''));
  };

  test('a state says its own cases in full, and those of the states around it in a word', () => {
    expect(after('open.door.closed')).toEqual([
      '  always [isKind(oneOf = [a, b])] → open.door.ajar',
      '  door.kicked [in open.bell.loud] → open.door.broken / ring',
      '    else: as in open.door',
      '  door.opened [hasKey and (isLate or not isOpen)] → open.door.ajar',
      '    or [isLarge(qty = 5)] → open.door.broken (entered anew)',
      '  Takes nothing of: door.closed',
    ]);
  });

  test('what is held once for many states stands there, with its reason', () => {
    expect(after('open.door, in any of its states')).toEqual([
      '  The door.',
      '  door.kicked [isLate] → open.door.broken',
      '      It gives way at night.',
      '    or / count',
      '  done(open.door) → ended / again',
    ]);
  });

  test('a parallel state speaks only where its regions are silent', () => {
    expect(after('open, when none of its regions takes the event').slice(0, 3)).toEqual([
      '  On entry: count, ring.',
      '  day.ended → asleep',
      '  day.begun, door.kicked, door.opened, door.closed, bell.rung, bell.muted, any other event / count',
    ]);
    expect(lines).toContain('  any event / count');
  });

  test('regions name what is not theirs, and guards what they are made of', () => {
    expect(lines).toContain('== open.bell ==');
    expect(lines.find((line) => line.startsWith('Not of this region: day.begun, day.ended'))).toBeDefined();
    expect(lines).toContain('  mayRing: hasKey or not isOpen');
  });
});

describe('for a page', () => {
  const page = tableMarkdown(table, 3);

  test('every row of every table has five cells', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|') && !line.includes('guard | is'));
    const cells = rows.map((row) => row.replaceAll('\\|', '').split('|').length - 2);
    expect(new Set(cells.filter((count) => count !== 2))).toEqual(new Set([5]));
    expect(rows.length).toBeGreaterThan(20);
  });

  test('regions and states are headings, regions above states', () => {
    expect(page).toContain('### Region `open.door`\n');
    expect(page).toContain('#### `open.door.closed`\n');
    expect(page).toContain('| `door.opened` | `hasKey and (isLate or not isOpen)` | `open.door.ajar` |  |  |');
  });
});
