// The runs of a directory, made known in the numbers of its `runs/` folder: those that a former build wrote, and those whose
// files were lost.
import type { PlaceInRuns } from './runs-folder.ts';
import type { Session } from './session.ts';
import { textOfStored } from './texts.ts';

/** Brings the numbers of the folder into agreement with the rows of a directory, which is held and has this engine's schema. */
export const adoptRuns = async (session: Session, { folder, name }: PlaceInRuns): Promise<void> => {
  const rows = await session.query(
    `select r.id, r.name, r.seed, s.name as scenario from runs r left join run_starts s on s.run = r.id and s.seq = 1`,
  );
  folder.numbers.adopt(
    name,
    rows.map((row) => ({
      number: Number(row['id']),
      name: String(row['name']),
      seed: String(row['seed']),
      scenario: row['scenario'] === null ? null : textOfStored(String(row['scenario'])),
    })),
  );
};
