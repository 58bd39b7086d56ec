// Goal: the table knows each kind once, gives it what it reads with who asked, and lets nothing happen before it acts.
import { describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { CommandTable, type CommandOrigin } from '../../../src/world/commands/table.ts';

const noting = () => {
  const acted: (readonly [unknown, CommandOrigin])[] = [];
  const table = new CommandTable();
  table.register({ name: 'note', read: ({ text }) => text, act: (...given) => void acted.push(given) });
  return { table, acted };
};

describe('a command table', () => {
  it('has each kind once, by a name in camel case', () => {
    const { table } = noting();
    const kind = { read: () => null, act: () => undefined };
    for (const name of ['note', '', 'Note', 'no te', '7', 'note-it'])
      expect(() => table.register({ name, ...kind })).toThrow(AssertionFailed);
    table.register({ name: 'also2', ...kind });
    expect(table.names).toEqual(['also2', 'note']);
  });

  it('acts with what was read and who asked, and only when it is asked to', () => {
    const { table, acted } = noting();
    const who = { account: 'bot', keyId: 'k' };
    const own = table.take({ command: 'note', what: { text: 'own' } });
    const taken = table.take({ session: 3, command: 'note', who, verification: 'badSignature', what: { text: 'hi' } });
    expect(acted).toEqual([]);
    taken.act();
    own.act();
    table.taken(taken.written).act();
    const outside = ['hi', { session: 3, who, verification: 'badSignature' }];
    expect(acted).toEqual([outside, ['own', { session: null, who: null, verification: 'ok' }], outside]);
  });

  it('refuses an unknown kind, whatever its name, and a session that names nobody', () => {
    const { table } = noting();
    for (const command of ['amend', 'toString', '__proto__'])
      expect(() => table.take({ command, what: {} })).toThrow(
        `The command '${command}' is refused: this engine knows 'note' and no other.`,
      );
    expect(() => table.take({ session: 1, command: 'note', what: {} })).toThrow(
      "The command 'note' is refused: it comes from a session, and its payload names nobody.",
    );
  });
});
