import { Unproven } from '../../nouns/errors.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary:
    'Something of the target: `issuer`, `registration`, `token` (endpoints in use), or a member of its discovery document',
  schema: { type: 'string' },
  make: (args, { facts }) => {
    const name = String(args);
    if (name === 'issuer') return facts.issuer;
    if (name === 'registration' || name === 'token' || name === 'jwks') return facts.endpoints[name];
    const value = facts.discovery[name];
    if (value === undefined) throw new Unproven(`the discovery document has no ${name}`);
    return value;
  },
});
