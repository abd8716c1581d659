import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a request JWT in the ordinary base64 alphabet with padding.',
  breaks: ['034'],
  rules: (rules) => ({
    ...rules,
    requestToken: (body, headers) =>
      rules.requestToken(
        Buffer.from(body.toString('latin1').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
        headers,
      ),
  }),
} satisfies Fault;
