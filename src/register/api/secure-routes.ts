import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { textAnswer, type Answer } from '../reply.js';
import type { World } from '../world.js';
import { bearerOf } from './access.js';
import { brandsReply } from './brands.js';
import { cdrError } from './cdr-error.js';
import { ssaReply } from './get-ssa.js';
import { tokenEndpointOf, type ApiUrls } from './issuer.js';
import { registerPath, unknownIndustry } from './path.js';
import { tokenReply } from './token.js';
import { withValidator } from './validator.js';
import { negotiate } from './version.js';

/** A request that came over mutual TLS. */
export interface SecureRequest {
  readonly method: string;
  /** Request target, with the query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Base64url SHA-256 of the client certificate. */
  readonly thumbprint: string;
  readonly now: Date;
}

const ssaPath = /^data-recipients\/brands\/([^/]+)\/software-products\/([^/]+)\/ssa$/;

/** Decides on a request to the Register's mutual TLS endpoints: token, Get SSA, Get Data Holder Brands. */
export async function secureReply(world: World, urls: ApiUrls, request: SecureRequest): Promise<Answer> {
  const self = new URL(`${urls.secure}${request.url}`);
  if (self.href.split('?', 1)[0] === tokenEndpointOf(urls)) {
    if (request.method !== 'POST') return notAllowed('POST');
    const { body, thumbprint, now } = request;
    return tokenReply(world, urls, { contentType: request.headers['content-type'], body, thumbprint, now });
  }
  const asked = registerPath(pathBelow(urls.secure, self));
  const [, brandId, softwareId] = ssaPath.exec(asked?.rest ?? '') ?? [];
  const wantsBrands = asked?.rest === 'data-holders/brands';
  const wantsSsa = brandId !== undefined && softwareId !== undefined;
  if (asked === undefined || !(wantsBrands || wantsSsa))
    return cdrError('not-found', 'there is no such resource');
  if (request.method !== 'GET') return notAllowed('GET');
  const { authorization } = request.headers;
  const { thumbprint, now } = request;
  const bearer = await bearerOf(world, urls, { authorization, thumbprint, now });
  if ('kind' in bearer) return bearer;
  const { industry } = asked;
  const wrong = unknownIndustry(industry);
  if (wrong !== undefined) return wrong;
  const version = negotiate(request.headers, wantsBrands ? [2, 3] : [3, 4], true);
  if (typeof version !== 'number') return version;
  if (!wantsSsa) {
    const reply = brandsReply(world, industry, version, self);
    return reply.status === 200 ? withValidator(reply, version, request.headers['if-none-match']) : reply;
  }
  const jti = randomUUID().replaceAll('-', '');
  const { clientId } = bearer;
  const reply = await ssaReply(world, { brandId, softwareId, industry, version, clientId, now, jti });
  // No validator: each SSA is another one.
  return { ...reply, headers: { ...reply.headers, 'x-v': String(version), 'cache-control': 'no-store' } };
}

/** The base URL may have a path of its own, which a proxy takes away before a request comes here. */
function pathBelow(base: string, url: URL): string {
  return url.pathname.slice(new URL(base).pathname.replace(/\/$/, '').length);
}

function notAllowed(allow: string): Answer {
  return { ...textAnswer(405, 'method not allowed\n'), headers: { allow } };
}
