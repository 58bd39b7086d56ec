// A liar who has the audit: after a lie, every figure that the audit names as wrong is put right, again and again, until
// it names none or knows of no better one. What is left is what no change of figures can hide.
import { createAudit } from '../../src/audit/audit.ts';
import type { Violation } from '../../src/audit/types.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import type { Story } from './alterations.ts';

/** What the audit has against a story. */
export const violationsOf = ({ records, times }: Story): readonly Violation[] => {
  const audit = createAudit();
  records.forEach((body, index) => audit.observe(body, index + 1, times[index] ?? 0));
  return audit.finish().violations;
};

type Change = Readonly<Record<string, unknown>>;

const withChange = (body: RecordBody, change: Change): RecordBody => ({ ...body, ...change }) as RecordBody;

/** What a sentence of the audit says that fields of its record should be. */
const figures: readonly { readonly says: RegExp; readonly change: (...figures: readonly string[]) => Change }[] = [
  { says: /^cumQty is \S+, its trades make (-?\d+)$/, change: (qty = '') => ({ cumQty: BigInt(qty) }) },
  { says: /^leavesQty is \S+, and (-?\d+) are open$/, change: (qty = '') => ({ leavesQty: BigInt(qty) }) },
  { says: /^leaves \S+, and (-?\d+) are open$/, change: (qty = '') => ({ leavesQty: BigInt(qty) }) },
  { says: /^ends with \S+, filled (-?\d+)$/, change: (qty = '') => ({ cumQty: BigInt(qty) }) },
  {
    says: /its fills make (-?\d+) and (-?\d+)$/,
    change: (qty = '', worst = '') => ({ residueQty: BigInt(qty), worstCase: BigInt(worst) }),
  },
  {
    says: /the journal (\d+), (\d+) and (\d+)$/,
    change: (...counts) => {
      const [intents, orders, arbitrages] = counts.map(Number);
      return { intents, orders, arbitrages };
    },
  },
  { says: /what stopped it was (\S+)$/, change: (reason) => ({ reason }) },
];

const changeFor = (sentence: string): Change | null => {
  for (const { says, change } of figures) {
    const found = says.exec(sentence);
    if (found !== null) return change(...found.slice(1));
  }
  return null;
};

/** What an assessment writes down stands in every step of its arbitrage up to the next one. */
const carried = (records: RecordBody[], from: number): void => {
  const assessed = records[from];
  if (assessed?.type !== 'arbitrage.moved') return;
  const { arbitrage, residueQty, worstCase } = assessed;
  for (let index = from + 1; index < records.length; index += 1) {
    const body = records[index]!;
    if (body.type !== 'arbitrage.moved' || body.arbitrage !== arbitrage) continue;
    if (body.event === 'exposure.assessed') return;
    records[index] = withChange(body, { residueQty, worstCase });
  }
};

/** A side's balance of an asset, stated before the end: changed, or added. */
const balance = (records: RecordBody[], { invariant, actor, sentence }: Violation): boolean => {
  const found = /states -?\d+ (\S+), (?:its trades|the trades told) make (-?\d+)$/.exec(sentence);
  if (found === null) return false;
  const [, asset = '', amount = ''] = found;
  const [account = '', venue = ''] = actor.split('@');
  const type = invariant === 'venue-balances' ? 'venue.balance' : 'ledger.balance';
  const isIt = (body: RecordBody): boolean => body.type === type && body.venue === venue && body.asset === asset;
  const at = records.findIndex(isIt);
  if (at < 0) records.splice(-1, 0, { type, venue, account, asset, amount: BigInt(amount) });
  else records[at] = withChange(records[at]!, { amount: BigInt(amount) });
  return true;
};

/** The expected edge of an intent, and its return. */
const edge = (records: RecordBody[], { actor, sentence }: Violation): boolean => {
  const found = /legs leave (-?\d+) of (\d+)$/.exec(sentence);
  if (found === null) return false;
  const [expectedEdge, cost] = found.slice(1).map(BigInt) as [bigint, bigint];
  const isIt = (body: RecordBody): boolean => body.type === 'intent.received' && `arb:${body.intent}` === actor;
  const at = records.findIndex(isIt);
  records[at] = withChange(records[at]!, { expectedEdge, roiBps: Number((expectedEdge * 10_000n) / cost) });
  return true;
};

const mendOne = (records: RecordBody[], violation: Violation): boolean => {
  const { invariant, seq, sentence } = violation;
  if (invariant === 'venue-balances' || invariant === 'ledger-balances') return balance(records, violation);
  if (invariant === 'edges') return edge(records, violation);
  const change = changeFor(sentence);
  if (change === null) return false;
  const at = invariant === 'run-frame' ? records.length - 1 : seq - 1;
  records[at] = withChange(records[at]!, change);
  carried(records, at);
  return true;
};

const ROUNDS_MAX = 40;

/** The story with all figures put right that the audit can tell, and what it still has against it. */
export const mended = (story: Story): { readonly story: Story; readonly violations: readonly Violation[] } => {
  const records = [...story.records];
  const times = [...story.times];
  for (let round = 0; ; round += 1) {
    const violations = violationsOf({ records, times });
    const isMended = round < ROUNDS_MAX && violations.map((violation) => mendOne(records, violation)).some(Boolean);
    while (times.length < records.length) times.push(times.at(-1) ?? 0);
    if (!isMended) return { story: { records, times }, violations };
  }
};
