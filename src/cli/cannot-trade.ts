// Imported before everything else: from here on the process refuses every way out. A simulation cannot trade.
import { refuseOutbound } from '../isolation/outbound.ts';

refuseOutbound();

/** Whether the process could reach anything outside. */
export const canTrade = false;
