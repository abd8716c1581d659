import type { IncomingHttpHeaders } from 'node:http';
import { openReply } from './api/open-routes.js';
import { misbehave } from './misbehave.js';
import { registerKeySet } from './register-keys.js';
import { answer, htmlAnswer, jsonAnswer, textAnswer, type Reply } from './reply.js';
import { statusReply } from './statuses.js';
import { documentKey, registerLog, type Published, type World } from './world.js';

/** What a request gets, and in whose log it stands (undefined: nobody's). */
export interface Routed {
  readonly reply: Reply;
  readonly log?: string;
}

export interface HostRequest {
  readonly method: string;
  /** Request target, with the query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

const notFound = textAnswer(404, 'not found\n');
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="30"/></svg>';

/** Decides on a request to the public listener. */
export function route(world: World, request: HostRequest, hostUrl: string): Routed {
  const path = request.url.split('?', 1)[0] ?? '/';
  const [, room = '', softwareId = '', ...rest] = path.split('/');
  if (room === 'products' || room === 'trap') {
    const published = world.products.get(softwareId);
    if (published === undefined) return { reply: notFound };
    const document = rest.join('/');
    const reply = room === 'trap' ? trapReply(world, document) : productReply(world, published, document);
    return { reply: allowed(request, reply), log: softwareId };
  }
  const reply = registerReply(world, path, request, hostUrl);
  return reply === undefined ? { reply: notFound } : { reply: allowed(request, reply), log: registerLog };
}

function allowed(request: HostRequest, reply: Reply): Reply {
  if (request.method === 'GET' || request.method === 'HEAD') return reply;
  return { ...textAnswer(405, 'method not allowed\n'), headers: { allow: 'GET, HEAD' } };
}

/** Who follows a forged URL finds keys there that would make the stranger look honest. */
function trapReply(world: World, document: string): Reply {
  return document === 'jwks' ? jsonAnswer({ keys: world.others.stranger }) : notFound;
}

function productReply(world: World, published: Published, document: string): Reply {
  switch (document) {
    case 'jwks':
    case 'sector':
      return documentReply(world, published, document, false);
    case 'moved/jwks':
      return documentReply(world, published, 'jwks', true);
    case 'moved/sector':
      return documentReply(world, published, 'sector', true);
    case 'logo':
      return answer(200, 'image/svg+xml', logo);
    case '':
    case 'tos':
    case 'policy':
    case 'revocation':
    case 'callback/one':
    case 'callback/two':
      return htmlAnswer('Software product of a conformance test');
    default:
      return notFound;
  }
}

function documentReply(world: World, published: Published, name: 'jwks' | 'sector', moved: boolean): Reply {
  const { product, jwks } = published;
  const behaviour = world.behaviours.get(documentKey(product.softwareId, name));
  return misbehave({
    behaviour: moved || behaviour === undefined ? { kind: 'normal' } : behaviour,
    right: name === 'jwks' ? { keys: jwks.keys } : { uris: product.redirectUris },
    movedTo: `/products/${product.softwareId}/moved/${name}`,
    others: world.others,
  });
}

function registerReply(world: World, path: string, request: HostRequest, hostUrl: string): Reply | undefined {
  if (path === '/cdr-register/v1/jwks')
    return jsonAnswer({ keys: registerKeySet(world.cast, world.registerKeys) });
  if (path === '/idp/.well-known/openid-configuration/jwks') {
    return jsonAnswer({ keys: [world.cast.key('register-token-ps256').publicJwk] });
  }
  const reply = statusReply(world, path, request.headers, hostUrl);
  if (reply !== undefined || world.api === undefined) return reply;
  return openReply(world, world.api, path, request.headers);
}
