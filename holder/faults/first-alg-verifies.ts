import type { Fault } from '../rules/types.js';

/** The first alg in the text of the header. */
const firstAlg = (input: string): string | undefined =>
  /"alg"\s*:\s*"([^"]*)"/u.exec(Buffer.from(input.split('.')[0] ?? '', 'base64url').toString('utf8'))?.[1];

export default {
  description: 'Checks the last of two alg members and verifies by the first, which may be none.',
  breaks: ['190', '184'],
  rules: (rules) => ({
    ...rules,
    requestJws: {
      ...rules.requestJws,
      json: { ...rules.requestJws.json, repeatedName: 'last-wins' },
      verify: (alg, jwk, input, signature) =>
        (signature.length === 0 && firstAlg(input) === 'none') ||
        rules.requestJws.verify(alg, jwk, input, signature),
    },
  }),
} satisfies Fault;
