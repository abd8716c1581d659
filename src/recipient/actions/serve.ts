import { defineAction } from '../action.js';

export default defineAction({
  summary:
    'Let our host serve the documents of the software product as the `host` station says from now on; nothing is sent',
  prose: 'change what our host serves',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['host', 'product', 'register'],
  perform: () => Promise.resolve({ exchanges: [], values: {}, deviations: [] }),
});
