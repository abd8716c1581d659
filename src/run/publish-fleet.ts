import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { jsonText } from '../evidence/json-text.js';
import { fleetPage, fleetSummary, type FleetReport } from '../report/fleet.js';
import type { Matrix } from '../report/matrix.js';
import type { Summary } from '../report/summary.js';
import { writeAtomically } from '../report/write-atomically.js';

/** A target that was run as one of several. */
export interface FleetMember {
  readonly name: string;
  /** Folder of its reports, relative to the fleet's. */
  readonly folder: string;
  /** Exit code of its run. */
  readonly code: number;
}

/** Writes the page and the summary that show several targets side by side; answers the page's path. */
export async function publishFleet(members: readonly FleetMember[], reports: string): Promise<string> {
  const read = (folder: string, name: string): unknown => {
    const path = join(reports, folder, name);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  };
  const fleet: readonly FleetReport[] = members.map((member) => {
    const summary = read(member.folder, 'summary.json');
    const matrix = summary === undefined ? undefined : read(member.folder, 'matrix.json');
    return {
      ...member,
      ...(summary === undefined ? {} : { summary: summary as Summary }),
      ...(matrix === undefined ? {} : { matrix: matrix as Matrix }),
    };
  });
  const index = join(reports, 'index.html');
  await writeAtomically(join(reports, 'summary.json'), jsonText(fleetSummary(fleet)));
  await writeAtomically(index, fleetPage(fleet));
  return index;
}
