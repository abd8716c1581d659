import { readFileSync } from 'node:fs';

import type { Cast } from '../cast/cast.js';
import { TargetError } from '../nouns/errors.js';
import type { JsonObject } from '../nouns/json.js';
import { isJsonObject } from '../nouns/json.js';
import type { OutsideRegister, Target } from '../nouns/target.js';
import { codeOrMessage } from '../nouns/thrown.js';
import { discoveryUrlOf } from '../plan/target-file.js';
import { routeFrom } from '../recipient/proxy.js';
import { openWire } from '../recipient/wire.js';
import { RegisterFault } from '../register-client/register-fault.js';
import type { Credentials } from './identity.js';
import { statementSource, type StatementSource } from './outside-register.js';

/** Opens the way to an outside Register, with the recipient's certificate. @throws TargetError for files that cannot be used */
export function openSource(
  register: OutsideRegister,
  target: Target,
  cast: Cast,
  { signing, trust }: Credentials,
): { readonly source: StatementSource; readonly close: () => Promise<void> } {
  if (!signing.some(({ alg }) => alg === 'PS256')) {
    throw new TargetError(
      `${target.file}: identity.signing holds no RSA key; the products of an outside Register sign with their own, under PS256, which every holder has to accept`,
    );
  }
  const wire = openWire({
    identity: (name) => (name === 'recipient' ? cast.identity('recipient') : undefined),
    trust: [...trust, ...readTrust(register.trust, target)],
    publicTrust: true,
    requestMs: target.limits.requestMs,
    bodyBytes: 16_777_216,
    retryAfterMs: target.limits.retryAfterMs,
    pace: () => Promise.resolve(),
    route: routeFrom(process.env),
  });
  const source = statementSource(register, { target, cast, wire, env: process.env });
  return { source, close: () => wire.close() };
}

/** PEM texts of `register.trust`. @throws TargetError */
export function readTrust(files: readonly string[], target: Target): readonly string[] {
  return files.map((file) => {
    try {
      const text = readFileSync(file, 'utf8');
      if (text.includes('BEGIN CERTIFICATE')) return text;
    } catch (error) {
      const code = codeOrMessage(error);
      throw new TargetError(`${target.file}: register.trust names ${file}, which cannot be read (${code})`);
    }
    throw new TargetError(`${target.file}: register.trust names ${file}, which holds no PEM certificate`);
  });
}

/** Where the configuration document of a brand is (CDS: below its InfosecBaseUri). @throws RegisterFault */
export function discoveryOfBrand(brand: JsonObject | undefined, id: string, target: Target): string {
  const detail = brand?.['endpointDetail'];
  const base = isJsonObject(detail) ? detail['infosecBaseUri'] : undefined;
  if (typeof base === 'string' && URL.canParse(base)) return discoveryUrlOf(base);
  throw new RegisterFault({
    cause:
      brand === undefined
        ? `the Register lists no Data Holder brand ${id}`
        : `the Register does not say where the brand ${id} is`,
    evidence:
      brand === undefined
        ? 'no page of Get Data Holder Brands has it'
        : `its endpointDetail.infosecBaseUri is ${JSON.stringify(base) ?? 'missing'}`,
    cure: `check brand and register.api.industry in ${target.file}, or give discovery instead`,
  });
}
