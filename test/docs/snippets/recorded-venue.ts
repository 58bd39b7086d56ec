import { createVenue, readOwnRecording } from '../../../src/index.ts';

const recording = await readOwnRecording('scenarios/data/fed-dec2025/crossvenue_levels_30min.csv', {
  names: { 'kalshi/event': 'FED-DEC' },
});
const venue = createVenue('kalshi', {
  account: { opening: '1000' },
  markets: [{ market: 'FED-DEC', step: '1' }],
  book: { recording },
});
venue.advanceTo(86_400_000_000); // a day later
console.log(venue.quote('FED-DEC', 'yes')?.askPx); // 530000n
