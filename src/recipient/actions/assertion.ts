import { Unproven } from '../../nouns/errors.js';
import { defineAction } from '../action.js';
import { buildTokenRequest } from '../build-request.js';
import { currentRegistration, noRegistration } from '../scene.js';

/** `sent.assertion` is an assertion that no holder has seen yet, for requests that carry it in another way. */
export default defineAction({
  summary: 'Make a client assertion (RFC 7523 section 2.2) without sending it to anybody',
  prose: 'make a client assertion and keep it',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['assertion', 'client'],
  perform: async ({ scene, client, edits }) => {
    const clientId = edits.client?.id ?? currentRegistration(client)?.clientId;
    if (clientId === undefined) throw new Unproven(noRegistration(client, 'to make an assertion for'));
    const { made, deviations } = await buildTokenRequest(scene, client, edits, clientId);
    const [assertion] = made;
    for (const { compact } of made) scene.secrets.add(compact);
    return {
      exchanges: [],
      values: { sent: { assertion: assertion?.compact ?? null, claims: assertion?.payload ?? null } },
      deviations,
    };
  },
});
