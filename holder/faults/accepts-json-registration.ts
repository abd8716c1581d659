import type { ClaimRule, Fault } from '../rules/types.js';

const isJson = (type = ''): boolean => /^application\/json/iu.test(type);

const encode = (text: string): string => Buffer.from(text).toString('base64url');

/** A JSON object has no claims of a JWT. */
const unlessAbsent =
  (rule: ClaimRule): ClaimRule =>
  (value, context) => {
    if (value !== undefined || context.claims.jti !== undefined) rule(value, context);
  };

export default {
  description: 'Registers an unsigned RFC 7591 JSON object.',
  breaks: ['030', '034'],
  rules: (rules) => ({
    ...rules,
    mediaType: (headers) => {
      if (!isJson(headers['content-type'])) rules.mediaType(headers);
    },
    requestToken: (body, headers) =>
      isJson(headers['content-type']) && body.toString().trimStart().startsWith('{')
        ? `${encode('{"alg":"json"}')}.${encode(body.toString())}.`
        : rules.requestToken(body, headers),
    requestVerified: (jws, keys, jwsRules) => {
      if (jws.header.alg !== 'json') rules.requestVerified(jws, keys, jwsRules);
    },
    requestClaims: Object.fromEntries(
      Object.entries(rules.requestClaims).map(([name, rule]) => [name, unlessAbsent(rule)]),
    ),
  }),
} satisfies Fault;
