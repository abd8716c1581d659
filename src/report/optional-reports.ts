import { TargetError } from '../nouns/errors.js';

/** Reports that a run can leave out. */
export const optionalReports = ['allure', 'matrix', 'junit', 'sarif', 'ctrf', 'har'] as const;

export type OptionalReport = (typeof optionalReports)[number];

/** Reads names joined by commas. @throws TargetError that names the wrong one and the right ones. */
export function reportsLeftOut(names = ''): readonly OptionalReport[] {
  return names
    .split(',')
    .filter((name) => name !== '')
    .map((name) => {
      const known = optionalReports.find((report) => report === name);
      if (known !== undefined) return known;
      throw new TargetError(`--without: expected ${optionalReports.join(', ')}, found '${name}'`);
    });
}
