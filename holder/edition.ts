/** What the edition of the standards that holds on a given day asks of a holder (requirements-notes, date switches). */
export type Edition = {
  readonly flows: readonly Flow[];
  /** Response types that can be registered. */
  readonly responseTypes: readonly string[];
};

export type Flow = 'code' | 'hybrid';

const hybridRetired = '2025-05-12';

/** The edition on `day` (ISO date) for a holder that is built for `flows`. */
export const editionOn = (day: string, flows: readonly Flow[]): Edition => {
  const offered = day < hybridRetired ? flows : (['code'] as const);
  const responseTypes = { code: 'code', hybrid: 'code id_token' };
  return { flows: offered, responseTypes: offered.map((flow) => responseTypes[flow]) };
};
