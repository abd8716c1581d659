import type { Ask } from '../exchange.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Looks eleven seconds for a key that nobody has.',
  breaks: ['194'],
  rules: (rules) => {
    const slow = new WeakSet<Ask>();
    return {
      ...rules,
      refusalReply: (reply, refusal, ask) => {
        if (refusal.message.includes('kid')) slow.add(ask);
        return rules.refusalReply(reply, refusal, ask);
      },
      delay: (ask) => (slow.has(ask) ? 11_000 : rules.delay(ask)),
    };
  },
} satisfies Fault;
