import { answer, type Answer } from '../reply.js';

/** The error codes of the standard that the Register answers with (CDS, error codes), their status and their title. */
const kinds = {
  'missing-header': [400, 'cds-all:Header/Missing', 'Missing Required Header'],
  'invalid-version': [400, 'cds-all:Header/InvalidVersion', 'Invalid Version'],
  'unsupported-version': [406, 'cds-all:Header/UnsupportedVersion', 'Unsupported Version'],
  'invalid-field': [400, 'cds-all:Field/Invalid', 'Invalid Field'],
  'invalid-date': [400, 'cds-all:Field/InvalidDateTime', 'Invalid Date'],
  'invalid-page-size': [400, 'cds-all:Field/InvalidPageSize', 'Invalid Page Size'],
  'invalid-page': [422, 'cds-all:Field/InvalidPage', 'Invalid Page'],
  'not-active': [403, 'cds-all:Authorisation/AdrStatusNotActive', 'ADR Status Is Not Active'],
  'unknown-brand': [404, 'cds-register:Field/InvalidBrand', 'Invalid Brand'],
  'unknown-product': [404, 'cds-register:Field/InvalidSoftwareProduct', 'Invalid Software Product'],
  'not-found': [404, 'cds-all:Resource/NotFound', 'Resource Not Found'],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

export type CdrErrorKind = keyof typeof kinds;

/** An answer in the error list form of the standard: `errors` with code, title and detail (CDS, payload conventions). */
export function cdrError(kind: CdrErrorKind, detail: string): Answer {
  const [status, code, title] = kinds[kind];
  const body = { errors: [{ code: `urn:au-cds:error:${code}`, title, detail }] };
  return answer(status, 'application/json', JSON.stringify(body));
}
