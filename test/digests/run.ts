// `npm run digests` holds every pinned run against `test/digests.json`, and exits 1 where one differs;
// `npm run digests -- --write "reason"` writes the file anew.
import { differences, readPinned, writePinned } from './pins.ts';
import { findPins } from './find-pins.ts';

const [flag, reason = '', ...others] = process.argv.slice(2);
const isWriting = flag === '--write';
if ((flag !== undefined && !isWriting) || others.length > 0 || (isWriting && reason.trim() === '')) {
  process.stderr.write('Say `npm run digests`, or `npm run digests -- --write "why the runs are others now"`.\n');
  process.exit(2);
}

const { pins, leftOut } = await findPins();
for (const name of leftOut) process.stderr.write(`SKIPPED: ${name}, because its recording is not there.\n`);
if (isWriting) {
  if (leftOut.length > 0) {
    process.stderr.write('Nothing was written: every run must be pinned.\n');
    process.exit(1);
  }
  writePinned(pins, reason.trim());
  process.stdout.write(
    `test/digests.json pins ${Object.keys(pins).length} runs. Commit it with a line in the body:\n\nDigest: ${reason.trim()}\n`,
  );
} else {
  const lines = differences(readPinned().pins, pins, leftOut);
  if (lines.length === 0)
    process.stdout.write(`${Object.keys(pins).length} runs are as they are pinned, ${leftOut.length} were left out.\n`);
  else {
    process.stdout.write(`${lines.join('\n')}\n\nWhere this is meant: npm run digests -- --write "why"\n`);
    process.exitCode = 1;
  }
}
