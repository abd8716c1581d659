import { jsonReply } from '../exchange.js';
import type { Hopeless } from '../rules/types.js';

const broken = (): never => {
  throw new Error('broken on purpose');
};

export default {
  description: 'Answers 500 to every request, also for its discovery document.',
  rules: (rules) => ({
    ...rules,
    head: broken,
    tokenParameters: broken,
    plainReply: () => jsonReply(500, { error: 'server_error' }),
  }),
} satisfies Hopeless;
