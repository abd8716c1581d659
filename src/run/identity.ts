import {
  createPrivateKey,
  createPublicKey,
  X509Certificate,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';

import type { Cast } from '../cast/cast.js';
import { inOneLine } from '../cast/describe.js';
import { privateJwk, type SigningKey } from '../cast/signing-key.js';
import { withoutBrackets } from '../nouns/address.js';
import { parseJsonObject, type JsonObject } from '../nouns/json.js';
import { TargetError } from '../nouns/errors.js';
import type { SoftwareStatementOptions, Source, Target } from '../nouns/target.js';
import { codeOrMessage } from '../nouns/thrown.js';
import type { Environment } from '../plan/interpolate.js';
import type { RegistrationSettings, StatementSettings } from '../recipient/settings.js';
import { diagnosisText, type Diagnosis, type FaultName } from './doctor/diagnosis.js';

/** Everything that the target file names, read and found to belong together. */
export interface Credentials {
  /** The user's own client certificate; undefined: our cast's recipient. */
  readonly client?: { readonly certificatePem: string; readonly keyPem: string };
  /** The user's own signing keys; an algorithm without one is signed by our cast. */
  readonly signing: readonly SigningKey[];
  /** PEM certificates of authorities to trust for the target. */
  readonly trust: readonly string[];
  /** The certificate that our host shows, where it is not our cast's. */
  readonly host?: { readonly keyPem: string; readonly chainPem: string };
}

const day = 86_400_000;
const clientAuth = '1.3.6.1.5.5.7.3.2';

/** Thrown within this file only: reading stops at the first thing that is wrong. */
class Found extends Error {
  readonly diagnosis: Diagnosis;
  constructor(diagnosis: Diagnosis) {
    super(diagnosis.cause);
    this.diagnosis = diagnosis;
  }
}

/** Reads keys and certificates of a target file, or says what is wrong with the first that does not fit. */
export function readCredentials(
  target: Target,
  env: Environment,
  now: Date,
): Credentials | { readonly wrong: Diagnosis } {
  try {
    const { identity, host } = target;
    const own = identity?.certificate !== undefined && identity.key !== undefined;
    return {
      trust: target.trust.map((path) => {
        const text = read({ kind: 'file', path }, 'trust', env, target);
        certificatesIn(text, path, 'trust-unreadable', target);
        return text;
      }),
      ...(own ? { client: clientOf(identity.certificate, identity.key, env, now, target) } : {}),
      signing: signingKeysOf(identity?.signing ?? [], env, target),
      ...(host.certificate === undefined
        ? {}
        : { host: hostCertificate(host.certificate, env, now, target) }),
    };
  } catch (error) {
    if (error instanceof Found) return { wrong: error.diagnosis };
    throw error;
  }
}

/**
 * What the target file says of registering, with its secrets read.
 * @throws TargetError with cause, evidence and cure.
 */
export function registrationSettings(target: Target, env: Environment): RegistrationSettings {
  const { initialAccessToken, softwareStatement, ...plain } = target.registration;
  try {
    const secret = (source: Source, member: string): string =>
      read(source, `registration.${member}`, env, target).trim();
    return {
      ...plain,
      ...(initialAccessToken === undefined
        ? {}
        : { initialAccessToken: secret(initialAccessToken, 'initialAccessToken') }),
      ...(softwareStatement === undefined
        ? {}
        : { softwareStatement: statementSettings(softwareStatement, secret) }),
    };
  } catch (error) {
    if (error instanceof Found) throw new TargetError(diagnosisText(error.diagnosis));
    throw error;
  }
}

function statementSettings(
  options: SoftwareStatementOptions,
  secret: (source: Source, member: string) => string,
): StatementSettings {
  const { always } = options;
  return 'issuer' in options
    ? { kind: 'issued', issuer: options.issuer, always }
    : { kind: 'fixed', jwt: secret(options.statement, 'softwareStatement.statement'), always };
}

/** The cast with the user's own certificate and keys in the recipient's place. */
export function withCredentials(cast: Cast, { client, signing }: Credentials): Cast {
  if (client === undefined && signing.length === 0) return cast;
  return {
    ...cast,
    identity: (name) =>
      name === 'recipient' && client !== undefined ? { name, ...client } : cast.identity(name),
    key: (name) => signing.find((key) => key.name === name) ?? cast.key(name),
  };
}

function clientOf(certificate: Source, key: Source, env: Environment, now: Date, target: Target) {
  const certificatePem = read(certificate, 'identity.certificate', env, target);
  const keyPem = readSecret(key, 'identity.key', env, target);
  const leaf = pair(
    certificatePem,
    keyPem,
    { certificate: shown(certificate), key: shown(key) },
    now,
    target,
  );
  const usages = leaf.keyUsage as readonly string[] | undefined;
  if (usages !== undefined && !usages.includes(clientAuth)) {
    throw found('not-a-client-certificate', {
      cause: `the certificate in ${shown(certificate)} is not one for TLS clients`,
      evidence: `its extended key usage is ${usages.join(', ')}; ${clientAuth} (clientAuth) is missing`,
      cure: `give the recipient's client certificate under identity.certificate in ${target.file}`,
    });
  }
  return { certificatePem, keyPem };
}

function hostCertificate(
  files: { readonly key: string; readonly chain: string },
  env: Environment,
  now: Date,
  target: Target,
): { readonly keyPem: string; readonly chainPem: string } {
  const chainPem = read({ kind: 'file', path: files.chain }, 'host.certificate.chain', env, target);
  const keyPem = readSecret({ kind: 'file', path: files.key }, 'host.certificate.key', env, target);
  const leaf = pair(chainPem, keyPem, { certificate: files.chain, key: files.key }, now, target);
  const name = withoutBrackets(new URL(target.host.publicUrl ?? 'https://localhost').hostname);
  if ((isIP(name) === 0 ? leaf.checkHost(name) : leaf.checkIP(name)) === undefined) {
    throw found('name-not-in-own-certificate', {
      cause: `the certificate of our host in ${files.chain} is not for ${name}, under which the target reaches it`,
      evidence: `its names are ${leaf.subjectAltName ?? 'none'}`,
      cure: `use a certificate for ${name}, or change host.publicUrl in ${target.file}`,
    });
  }
  return { keyPem, chainPem };
}

/** Leaf of a certificate whose key it is, and which is valid now. */
function pair(
  certificatePem: string,
  keyPem: string,
  names: { readonly certificate: string; readonly key: string },
  now: Date,
  target: Target,
): X509Certificate {
  if (/PRIVATE KEY-----/.test(certificatePem) && /BEGIN CERTIFICATE-----/.test(keyPem)) {
    throw found('files-swapped', {
      cause: 'key and certificate are swapped',
      evidence: `${names.certificate} holds a private key, ${names.key} a certificate`,
      cure: `swap the two in ${target.file}`,
    });
  }
  const [leaf] = certificatesIn(certificatePem, names.certificate, 'key-unreadable', target);
  const key = privateKeyIn(keyPem, names.key, target);
  if (leaf?.checkPrivateKey(key) !== true) {
    throw found('keys-do-not-belong', {
      cause: `the key in ${names.key} does not belong to the certificate in ${names.certificate}`,
      evidence: `the certificate is for another public key (subject ${inOneLine(leaf?.subject ?? '')})`,
      cure: `name the key that the certificate was issued for in ${target.file}; the leaf has to come first in the certificate's file`,
    });
  }
  const from = Date.parse(leaf.validFrom);
  const to = Date.parse(leaf.validTo);
  if (now.getTime() < from || now.getTime() > to) {
    const late = now.getTime() > to;
    const days = Math.max(1, Math.round((late ? now.getTime() - to : from - now.getTime()) / day));
    throw found('certificate-expired', {
      cause: `the certificate in ${names.certificate} ${late ? `expired ${days} days ago` : `becomes valid only in ${days} days`}`,
      evidence: `it is valid from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}; now is ${now.toISOString()}`,
      cure: `get a current one, or mend this machine's clock`,
    });
  }
  return leaf;
}

function signingKeysOf(sources: readonly Source[], env: Environment, target: Target): readonly SigningKey[] {
  const keys = sources.map((source) =>
    signingKey(readSecret(source, 'identity.signing', env, target), shown(source), target),
  );
  const [first, second] = keys;
  if (first !== undefined && first.name === second?.name) {
    throw found('signing-key-unfit', {
      cause: `two signing keys are given for ${first.alg}`,
      evidence: `both keys under identity.signing are of type ${first.kty}`,
      cure: `keep one RSA key (PS256) and one P-256 key (ES256) in ${target.file}`,
    });
  }
  return keys;
}

function signingKey(text: string, where: string, target: Target): SigningKey {
  const jwk = parseJsonObject(text);
  const privateKey = jwk === undefined ? privateKeyIn(text, where, target) : keyOfJwk(jwk, where, target);
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = privateKey;
  const alg =
    type === 'rsa' && (details?.modulusLength ?? 0) >= 2048
      ? 'PS256'
      : type === 'ec' && details?.namedCurve === 'prime256v1'
        ? 'ES256'
        : undefined;
  if (alg === undefined) {
    throw found('signing-key-unfit', {
      cause: `the key in ${where} cannot sign for the CDR`,
      evidence: `it is ${String(type)} ${details?.namedCurve ?? `of ${String(details?.modulusLength ?? '?')} bits`}`,
      cure: 'use an RSA key of at least 2048 bits (PS256) or one on P-256 (ES256)',
    });
  }
  const made = privateJwk(privateKey, alg);
  const kid = [jwk?.['kid'], made['kid']].find((name) => typeof name === 'string') ?? '';
  const publicKey = createPublicKey(privateKey);
  const publicJwk = { ...(publicKey.export({ format: 'jwk' }) as JsonObject), kid, alg, use: 'sig' };
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const name = alg === 'PS256' ? 'recipient-ps256' : 'recipient-es256';
  const kty = alg === 'PS256' ? 'RSA' : 'EC';
  return { name, kid, kty, alg, use: 'sig', privateKey, publicPem, publicJwk };
}

function keyOfJwk(jwk: JsonObject, where: string, target: Target): KeyObject {
  try {
    return createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    throw unreadable(where, 'it is no private JWK', target);
  }
}

function privateKeyIn(text: string, where: string, target: Target): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    // Without the library's message, which may quote key material.
    throw unreadable(
      where,
      text.includes('PRIVATE KEY-----')
        ? 'the private key is damaged or encrypted'
        : 'it holds no private key',
      target,
    );
  }
}

function certificatesIn(
  text: string,
  where: string,
  fault: FaultName,
  target: Target,
): readonly X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0) throw new Error('none');
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw found(fault, {
      cause: `${where} is no certificate`,
      evidence:
        blocks.length === 0
          ? 'it holds no PEM block of type CERTIFICATE'
          : 'a PEM block in it does not parse as X.509',
      cure: `give a PEM file in ${target.file}; for DER: openssl x509 -inform der -in FILE -out FILE.pem`,
    });
  }
}

/** A private key, which nobody but its owner may be able to read. */
function readSecret(source: Source, member: string, env: Environment, target: Target): string {
  const text = read(source, member, env, target);
  // A certificate given by mistake is no secret, and another fault.
  if (source.kind === 'env' || process.platform === 'win32' || /BEGIN CERTIFICATE-----/.test(text))
    return text;
  const mode = statSync(source.path).mode & 0o777;
  if ((mode & 0o077) === 0) return text;
  throw found('key-open-to-others', {
    cause: `${source.path} holds a private key, and others may read it`,
    evidence: `${member} in ${target.file}: its mode is ${mode.toString(8).padStart(4, '0')}`,
    cure: `chmod 600 ${source.path}; where modes cannot be set, give the key by an environment variable ({ env: NAME })`,
  });
}

function read(source: Source, member: string, env: Environment, target: Target): string {
  if (source.kind === 'env') {
    const text = env[source.name];
    if (text !== undefined && text !== '') return text;
    throw found('key-unreadable', {
      cause: `the environment variable ${source.name} is not set`,
      evidence: `${member} in ${target.file} reads it`,
      cure: `set ${source.name}, or name a file`,
    });
  }
  try {
    return readFileSync(source.path, 'utf8');
  } catch (error) {
    throw found(member === 'trust' ? 'trust-unreadable' : 'key-unreadable', {
      cause: `${source.path} cannot be read`,
      evidence: `${member} in ${target.file}: ${codeOrMessage(error)}`,
      cure: 'mend the path (it counts from the folder of the target file) or the rights of the file',
    });
  }
}

function unreadable(where: string, evidence: string, target: Target): Found {
  return found('key-unreadable', {
    cause: `${where} is no usable private key`,
    evidence,
    cure: `give an unencrypted PEM or JWK file in ${target.file}`,
  });
}

function found(fault: FaultName, rest: Omit<Diagnosis, 'fault'>): Found {
  return new Found({ fault, ...rest });
}

function shown(source: Source): string {
  return source.kind === 'file' ? source.path : `$${source.name}`;
}
