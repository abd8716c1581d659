import { asText, isObject } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Accepts a request JWT in flattened JSON serialisation.',
  breaks: ['034'],
  rules: (rules) => ({
    ...rules,
    requestToken: (body, headers) => {
      const text = body.toString();
      if (!text.startsWith('{')) return rules.requestToken(body, headers);
      const parsed: unknown = JSON.parse(text);
      if (!isObject(parsed)) return rules.requestToken(body, headers);
      return [parsed.protected, parsed.payload, parsed.signature].map(asText).join('.');
    },
  }),
} satisfies Fault;
