// What the kernel costs by itself: the calendar, the mailbox, the digest. Run from built JavaScript.
import { build } from 'hdr-histogram-js';
import { Calendar } from '../src/kernel/calendar.ts';
import { RunningDigest } from '../src/kernel/digest.ts';
import { Mailbox } from '../src/kernel/mailbox.ts';
import { formatNs, formatPerSecond, medianNs, type Figure } from './measure.ts';

const million = 1_000_000;

/** What is scheduled: one object for all, so that the figures are the calendar's and not the garbage collector's. */
const entry = { type: 'ack.overdue', order: 1 };

/** The same delays in every run, 0 to 10 s, spread evenly by a linear congruential generator. */
const delaysUs = (() => {
  const delays = new Float64Array(million);
  let state = 12_345;
  for (let index = 0; index < million; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    delays[index] = (state >>> 0) % 10_000_000;
  }
  return delays;
})();

/** A million times: the next entry comes and another is scheduled, while `live` of them are held. */
const calendarAtDepth = (live: number) => (): void => {
  const calendar = new Calendar<typeof entry>();
  for (let index = 0; index < live; index += 1) calendar.schedule(delaysUs[index]!, entry);
  for (let index = 0; index < million; index += 1) {
    calendar.next();
    calendar.schedule(calendar.nowUs + delaysUs[index]!, entry);
  }
};

/** A million entries are scheduled first, and then all of them come. */
const calendarFilledThenEmptied = (): void => {
  const calendar = new Calendar<typeof entry>();
  for (let index = 0; index < million; index += 1) calendar.schedule(delaysUs[index]!, entry);
  while (calendar.next() !== undefined);
};

/** A million timeouts that never come: each is cancelled when ten thousand younger ones are there. */
const calendarCancelling = (): void => {
  const calendar = new Calendar<typeof entry>();
  const lag = 10_000;
  const ids = new Float64Array(million);
  for (let index = 0; index < million; index += 1) {
    ids[index] = calendar.schedule(delaysUs[index]!, entry);
    if (index >= lag) calendar.cancel(ids[index - lag]!);
  }
};

/**
 * Nanoseconds of one enqueue, by percentile. Reading the timer costs more than an enqueue, so a sample is a
 * batch of 16, with the timer's cost left in. The median of one call is the median batch divided by 16. That
 * would hide a slow call among 15 fast ones, so the 99th percentile is that of whole batches, undivided: no
 * call took longer than its batch, which makes it an upper bound.
 */
const mailboxEnqueueNs = (): { p50: number; p99: number } => {
  const batch = 16;
  const batches = 200_000;
  const histogram = build({ numberOfSignificantValueDigits: 3 });
  const mailbox = new Mailbox<typeof entry>();
  mailbox.tryReserve(batch);
  for (let run = -batches / 4; run < batches; run += 1) {
    const startedNs = process.hrtime.bigint();
    for (let index = 0; index < batch; index += 2) {
      mailbox.offerOpportunity(entry);
      mailbox.putRiskCritical(entry);
    }
    const batchNs = Number(process.hrtime.bigint() - startedNs);
    if (run >= 0) histogram.recordValue(batchNs);
    while (mailbox.take() !== undefined);
    mailbox.tryReserve(batch / 2);
  }
  return { p50: histogram.getValueAtPercentile(50) / batch, p99: histogram.getValueAtPercentile(99) };
};

/** 100,000 records like a journal's, 120 to 280 characters. */
const records = Array.from({ length: 100_000 }, (_, index) =>
  JSON.stringify({
    sequence: index,
    atUs: index * 37,
    type: 'venue.traded',
    lastQty: '25000000',
    pad: 'x'.repeat(40 + (index % 160)),
  }),
);
const recordBytes = records.map((record) => Buffer.from(record));

const digestOf = (pieces: readonly (string | Uint8Array)[]) => (): void => {
  const digest = new RunningDigest();
  for (const piece of pieces) digest.append(piece);
  digest.value();
};

/** The kernel's figures, in the order in which they are printed. */
export const kernelFigures = (): Figure[] => {
  const calendarFigure = (name: string, work: () => void): Figure => {
    const ns = medianNs(million, work);
    return { name, value: `${formatNs(ns)}, ${formatPerSecond(ns)}`, must: '≥ 1,000,000/s', holds: ns <= 1_000 };
  };
  const enqueue = mailboxEnqueueNs();
  return [
    calendarFigure('calendar: schedule + next, 500 live', calendarAtDepth(500)),
    calendarFigure('calendar: schedule + next, 10,000 live', calendarAtDepth(10_000)),
    calendarFigure('calendar: schedule + next, a million live', calendarFilledThenEmptied),
    calendarFigure('calendar: schedule + cancel, 10,000 live', calendarCancelling),
    { name: 'mailbox: enqueue p50', value: formatNs(enqueue.p50), must: '< 1 µs', holds: enqueue.p50 < 1_000 },
    { name: 'mailbox: enqueue p99, at most', value: formatNs(enqueue.p99), must: '< 5 µs', holds: enqueue.p99 < 5_000 },
    { name: 'digest: append a string of 200', value: formatNs(medianNs(records.length, digestOf(records))) },
    { name: 'digest: append 200 bytes', value: formatNs(medianNs(records.length, digestOf(recordBytes))) },
  ];
};
