import { ofRegistration } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Answers refused registrations with a redirect to an error page.',
  breaks: ['114'],
  rules: (rules) => ({
    ...rules,
    refusalReply: (reply, refusal) =>
      !ofRegistration(refusal)
        ? reply
        : { status: 302, headers: { location: 'https://holder.example/error' }, body: undefined },
  }),
} satisfies Fault;
