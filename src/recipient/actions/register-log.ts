import { defineAction } from '../action.js';

/** What belongs to no product stands in one log for the whole run: other cases count as well. */
export default defineAction({
  summary:
    "Look into the Register's log of this run: how many requests for paths that contain the text there were, and how they were answered",
  prose: "look into the Register's log",
  needs: ['own-register'],
  schema: {
    type: 'object',
    properties: { path: { type: 'string', minLength: 1 } },
    required: ['path'],
    additionalProperties: false,
  },
  stations: [],
  perform: async ({ scene, args }) => {
    const part = args['path'] as string;
    const found = (await scene.world.host.registerFetches()).filter(({ path }) => path.includes(part));
    const withStatus = (first: number, last: number): number =>
      found.filter(({ status }) => status >= first && status <= last).length;
    return {
      exchanges: [],
      values: {
        requests: found.length,
        served: withStatus(200, 299),
        not_modified: withStatus(304, 304),
        refused: withStatus(400, 599),
        unversioned: found.filter(({ version }) => version === undefined).length,
        conditional: found.filter(({ validator }) => validator !== undefined).length,
      },
      deviations: [],
    };
  },
});
