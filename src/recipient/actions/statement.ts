import { defineAction } from '../action.js';
import { buildRegistrationJwt } from '../dialects/cdr-au/registration.js';

export default defineAction({
  summary:
    'Obtain an SSA for the software product from the Register (values `ssa`, `ssa_claims`) and show it to nobody',
  prose: 'obtain an SSA from the Register and keep it',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['ssa'],
  perform: async ({ scene, client, edits }) => {
    const { made, deviations } = await buildRegistrationJwt(scene, client, edits);
    const [, statement] = made;
    return {
      exchanges: [],
      values: { ssa: statement?.compact ?? null, ssa_claims: statement?.payload ?? null },
      deviations,
    };
  },
});
