import type { StatusChange } from '../../register/world.js';
import { defineAction } from '../action.js';

/** Each product of ours has a legal entity of its own, so no other case sees the change. */
export default defineAction({
  summary:
    'Let the Register show another status of the software product or of its recipient; null: it is missing from the list',
  prose: 'let the Register show another status',
  needs: ['own-register'],
  schema: {
    type: 'object',
    properties: {
      of: { enum: ['software-product', 'data-recipient'] },
      status: { type: ['string', 'null'] },
    },
    required: ['of', 'status'],
    additionalProperties: false,
  },
  stations: [],
  perform: async ({ scene, client, args }) => {
    const of = args['of'] as 'software-product' | 'data-recipient';
    const status = args['status'] as StatusChange['status'];
    const id = of === 'software-product' ? client.product.softwareId : client.product.legalEntityId;
    await scene.world.host.registerStatus({ of, id, status });
    return { exchanges: [], values: { of, status }, deviations: [] };
  },
});
