import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses application/jwt in another letter case.',
  breaks: ['029'],
  rules: (rules) => ({
    ...rules,
    mediaType: (headers) => {
      const type = headers['content-type'] ?? '';
      if (type !== type.toLowerCase()) refuseRequest('the media type is not in lower case');
      rules.mediaType(headers);
    },
  }),
} satisfies Fault;
