import { asText, isObject } from '../json.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Issues tokens to requests with a JSON body.',
  breaks: ['138'],
  rules: (rules) => ({
    ...rules,
    tokenMediaType: (headers) => {
      if (!headers['content-type']?.startsWith('application/json')) rules.tokenMediaType(headers);
    },
    tokenParameters: (body, ask) => {
      if (!body.startsWith('{')) return rules.tokenParameters(body, ask);
      const parsed: unknown = JSON.parse(body);
      return new Map(
        Object.entries(isObject(parsed) ? parsed : {}).map(([name, value]) => [name, asText(value)]),
      );
    },
  }),
} satisfies Fault;
