import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Describes errors with characters beyond ASCII.',
  breaks: ['113'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      ofRegistration(refusal)
        ? { ...reply, body: reply.body?.replace('"error_description":"', '"error_description":"Ungültig – ') }
        : reply,
  }),
} satisfies Fault;
