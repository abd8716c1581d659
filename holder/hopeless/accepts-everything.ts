import { randomUUID } from 'node:crypto';
import { jsonReply } from '../exchange.js';
import type { Hopeless } from '../rules/types.js';

export default {
  description: 'Serves what is valid, and answers everything else as though it had been valid.',
  rules: (rules) => ({
    ...rules,
    refusalReply: (_reply, _refusal, ask) => {
      if (ask.method === 'DELETE') return { status: 204, headers: {}, body: undefined };
      if (!ask.path.startsWith('/register')) {
        return jsonReply(200, {
          access_token: randomUUID(),
          token_type: 'Bearer',
          expires_in: 300,
          scope: 'cdr:registration',
        });
      }
      return jsonReply(ask.method === 'POST' ? 201 : 200, { client_id: randomUUID() });
    },
  }),
} satisfies Hopeless;
