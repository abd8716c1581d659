/** What was thrown, in its own words. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** `ENOENT` and the like: how the system, OpenSSL and undici name their errors. Undefined where there is none. */
export function errorCode(thrown: unknown): string | undefined {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}

/** The code alone, which says enough beside our own words; the message where there is no code. */
export function codeOrMessage(thrown: unknown): string {
  return errorCode(thrown) ?? errorMessage(thrown);
}
