import { isText } from '../rules/claims.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Copies text of claims into response headers without regard to line breaks.',
  breaks: ['197'],
  rules: (rules) => ({
    ...rules,
    registrationReply: (reply, request) => {
      const text = Object.values(request ?? {})
        .filter(isText)
        .join('\r\n');
      const injected = [...text.matchAll(/\r?\n([A-Za-z-]+): ?([ -~]*)/gu)];
      const headers = Object.fromEntries(
        injected.map(([, name = '', value = '']) => [name.toLowerCase(), value]),
      );
      return rules.registrationReply({ ...reply, headers: { ...reply.headers, ...headers } }, request);
    },
  }),
} satisfies Fault;
