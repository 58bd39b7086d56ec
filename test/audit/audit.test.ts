// The audit over journals of the core: whatever the venues do, a run of the engine breaks no invariant, and what is
// long over is forgotten.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAudit, restoreAudit } from '../../src/audit/audit.ts';
import { invariants } from '../../src/audit/invariants.ts';
import type { AuditReport } from '../../src/audit/types.ts';
import { anyPlan, run, type Plan } from '../engine/plans.ts';

const auditOf = (plan: Plan) => {
  const { records, times } = run(plan);
  const audit = createAudit();
  records.forEach((body, index) => audit.observe(body, index + 1, times[index] ?? 0));
  return { report: audit.finish(), records };
};

const checkedOf = ({ checks }: AuditReport): number => Object.values(checks).reduce((sum, count) => sum + count, 0);

const plan: Plan = {
  seed: '7',
  intents: 120,
  everyUs: 1_000_000,
  mode: 'parallel',
  policy: 'unwind',
  rejectBps: 1_500,
  partialBps: 3_000,
  slowUs: 50_000,
  capacity: 256,
};

describe('the audit of a run of the core', () => {
  it('finds nothing, whatever the venues do, and compares more than once for each record', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { report, records } = auditOf(any);
        expect(report.violations).toEqual([]);
        expect(report.violationCount).toBe(0);
        expect(checkedOf(report)).toBeGreaterThan(records.length * 3);
      }),
      { numRuns: 50 },
    );
  });

  it('counts every anomaly by its kind, those of orders and those of nobody', () => {
    const { report, records } = auditOf({ ...plan, slowUs: 600_000, seed: '8' });
    const counted = new Map<string, number>();
    for (const body of records) {
      const kind = body.type === 'order.moved' ? body.anomaly : body.type === 'anomaly.found' ? body.kind : undefined;
      if (kind !== undefined) counted.set(kind, (counted.get(kind) ?? 0) + 1);
    }
    expect(counted.size).toBeGreaterThan(1);
    expect(report.anomalies).toEqual(Object.fromEntries(counted));
  });

  it('forgets what is long over, having judged it, and holds what is not', () => {
    const { records, times } = run(plan);
    const [brief, patient] = [createAudit({ retainUs: 5_000_000 }), createAudit()];
    let heldMax = 0;
    records.forEach((body, index) => {
      brief.observe(body, index + 1, times[index] ?? 0);
      patient.observe(body, index + 1, times[index] ?? 0);
      heldMax = Math.max(heldMax, brief.held);
    });
    expect(heldMax).toBeLessThan(30);
    expect(patient.held).toBe(plan.intents);
    expect(brief.finish()).toEqual(patient.finish());
  });

  it('resumes from what was saved as if it had never stopped', () => {
    const { records, times } = run({ ...plan, intents: 40, slowUs: 600_000 });
    const whole = createAudit({ retainUs: 5_000_000 });
    let parted = createAudit({ retainUs: 5_000_000 });
    records.forEach((body, index) => {
      whole.observe(body, index + 1, times[index] ?? 0);
      parted.observe(body, index + 1, times[index] ?? 0);
      if (index % 37 === 0) parted = restoreAudit(structuredClone(parted.save()), { retainUs: 5_000_000 });
    });
    expect(parted.save()).toEqual(whole.save());
    expect(parted.finish()).toEqual(whole.finish());
  });

  it('keeps the first violations and counts all of them', () => {
    const audit = createAudit({ violationsMax: 2 });
    for (const seq of [2, 4, 6]) audit.observe({ type: 'anomaly.found', kind: 'unknownOrder', detail: '' }, seq, 0);
    const { violations, violationCount } = audit.finish();
    expect(violationCount).toBe(3);
    expect(violations.map(({ invariant, seq, actor }) => [invariant, seq, actor])).toEqual([
      ['sequence', 2, 'journal'],
      ['sequence', 4, 'journal'],
    ]);
  });

  it('gives every invariant a name of its own and a sentence', () => {
    expect(new Set(invariants.map(({ name }) => name)).size).toBe(invariants.length);
    for (const { says } of invariants) expect(says).toMatch(/^\S.{20,}$/);
    expect(invariants.map(({ index }) => index)).toEqual(invariants.map((_, index) => index));
    expect(Object.keys(createAudit().finish().checks)).toEqual(invariants.map(({ name }) => name));
  });
});
