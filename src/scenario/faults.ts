// The faults of a scenario, as the engine knows them.
import { checkFault, InvalidFault, type FaultSpec } from '../venues/faults/fault-plan.ts';
import { faultCatalogue, faultNames, type FaultName } from '../venues/faults/catalogue.ts';
import { faultFile } from './file/schema.ts';
import { choicesText, quoted } from './problem.ts';
import { lookUp, type Entries, type Reader } from './reader.ts';
import type { ScenarioVenue } from './types.ts';

/** The faults: one for each venue that is named. */
export const resolveFaults = (reader: Reader, venues: Entries<ScenarioVenue>): readonly FaultSpec[] => {
  const seen = new Set<string>();
  return reader.items(['faults'], faultFile).flatMap((file, index) => {
    const path = ['faults', index];
    if (file === undefined) return [];
    const { fault, venue: at, chanceBps, window, delay, ordersMax } = file;
    const name = faultNames.find((known) => known === fault);
    if (name === undefined)
      reader.report([...path, 'fault'], `${quoted(fault)} is not a fault: ${choicesText(fault, faultNames)}`);
    const isOfSettlement = name !== undefined && faultCatalogue[name].strikesAt === 'settlement';
    const known = (typeof at === 'string' ? [at] : at).filter((venue) => {
      const found = lookUp(venues, venue);
      if (found.kind === 'found' && isOfSettlement && found.value.profile.settlement === undefined) {
        reader.report(
          [...path, 'venue'],
          `${fault} never strikes at ${venue}, whose fills do not settle: say settlement there.`,
        );
        return false;
      }
      if (found.kind !== 'unknown') return true;
      const there = choicesText(venue, venues.keys());
      reader.report([...path, 'venue'], `${quoted(venue)} is not a venue of this scenario: ${there}`);
      return false;
    });
    if (name === undefined) return [];
    if (window !== undefined && window.to <= window.from) {
      reader.report([...path, 'window'], 'window must end after it begins: to must be above from.');
      return [];
    }
    return known.flatMap((venue) => {
      const place = JSON.stringify([name, venue]);
      if (seen.has(place)) {
        reader.report(path, `${name} stands twice for ${venue}: a venue has each fault once.`);
        return [];
      }
      seen.add(place);
      const spec: FaultSpec = {
        fault: name satisfies FaultName,
        venue,
        chanceBps,
        ...(window === undefined ? {} : { windowUs: { from: window.from, to: window.to } }),
        ...(delay === undefined ? {} : { delayUs: delay }),
        ...(ordersMax === undefined ? {} : { ordersMax }),
      };
      try {
        checkFault(spec, [venue]);
      } catch (error) {
        if (!(error instanceof InvalidFault)) throw error;
        const inFile = (text: string): string => text.replaceAll('delayUs', 'delay').replaceAll('windowUs', 'window');
        reader.report([...path, ...inFile(error.key).split('.').slice(0, 1)], inFile(error.message));
        return [];
      }
      return [spec];
    });
  });
};
