/**
 * Names of the environment variables by which the command, Playwright's main process and its workers find each other.
 * They hold paths, never secrets.
 */
export const environment = {
  /** The compiled plan. */
  plan: 'DCR_PLAN',
  /** The running session. */
  session: 'DCR_SESSION',
  /** Process id of the Playwright runner whose reporter understands our verdicts. */
  verdicts: 'DCR_VERDICTS',
  /** Folder of the reports. */
  reports: 'DCR_REPORTS',
  /** Folder of the generated spec files. */
  suites: 'DCR_SUITES',
  target: 'DCR_TARGET',
  asOf: 'DCR_AS_OF',
  seed: 'DCR_SEED',
  faults: 'DCR_FAULTS',
  variations: 'DCR_VARIATIONS',
  quiet: 'DCR_QUIET',
  /** How many, or a share of the processor's cores (`50%`). */
  workers: 'DCR_WORKERS',
  /** `i/n` */
  shard: 'DCR_SHARD',
  /** Cases that a worker has in work at once; only for a plan of which every case is to be run. */
  inFlight: 'DCR_IN_FLIGHT',
  /** Reports to leave out, by name, joined by commas; without `allure` there are no Allure results either. */
  without: 'DCR_WITHOUT',
  /** Every exchange is printed as it was recorded: redacted. */
  verbose: 'DCR_VERBOSE',
} as const;
