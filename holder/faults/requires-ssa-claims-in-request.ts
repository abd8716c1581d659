import { refuseMetadata } from '../refusal.js';
import type { Fault } from '../rules/types.js';

export default {
  description: 'Demands claims of the SSA in the request itself.',
  breaks: ['052'],
  rules: (rules) => ({
    ...rules,
    wholeRequest: (request) => {
      for (const name of ['org_id', 'client_name', 'redirect_uris'])
        if (request[name] === undefined) refuseMetadata(`${name} is missing`);
    },
  }),
} satisfies Fault;
