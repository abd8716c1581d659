import type { Answer } from '../reply.js';
import { cdrError } from './cdr-error.js';

/** Base path of the Register's resources. */
export const registerBase = '/cdr-register/v1';

const industries = ['all', 'banking', 'energy', 'telco', 'non-bank-lending'];

/** `/cdr-register/v1/{industry}/{rest}` in its parts; undefined for any other path. */
export function registerPath(path: string): { readonly industry: string; readonly rest: string } | undefined {
  const [, industry, rest] = /^\/cdr-register\/v1\/([^/]+)\/(.+)$/.exec(path) ?? [];
  return industry === undefined || rest === undefined ? undefined : { industry, rest };
}

/** The refusal of an industry that the CDR does not have; undefined when it has. */
export function unknownIndustry(industry: string): Answer | undefined {
  return industries.includes(industry) ? undefined : cdrError('invalid-field', 'industry');
}
