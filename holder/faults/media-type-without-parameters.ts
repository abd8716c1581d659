import { refuseRequest } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Refuses application/jwt with a charset parameter.',
  breaks: ['029'],
  rules: (rules) => ({
    ...rules,
    mediaType: (headers) => {
      if (headers['content-type']?.includes(';')) refuseRequest('the media type has parameters');
      rules.mediaType(headers);
    },
  }),
} satisfies Fault;
