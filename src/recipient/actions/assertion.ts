import { Unproven } from '../../nouns/errors.js';
import { defineAction } from '../action.js';

/** `sent.assertion` is an assertion that no holder has seen yet, for requests that carry it in another way. */
export default defineAction({
  summary: 'Make a client assertion (RFC 7523 section 2.2) without sending it to anybody',
  prose: 'make a client assertion and keep it',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['assertion', 'client'],
  perform: async (doing) => {
    const { scene } = doing;
    const { made, deviations } = await scene.world.dialect.tokenRequest(doing);
    const [assertion] = made;
    if (assertion === undefined) throw new Unproven('the client does not authenticate with an assertion');
    for (const { compact } of made) scene.secrets.add(compact);
    return {
      exchanges: [],
      values: { sent: { assertion: assertion?.compact ?? null, claims: assertion?.payload ?? null } },
      deviations,
    };
  },
});
