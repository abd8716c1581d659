import { defineAction, sendBuilt } from '../action.js';

export default defineAction({
  summary:
    'Ask the token endpoint for an access token, in the CDR a certificate-bound one of scope cdr:registration (RFC 6749 section 4.4, RFC 7523, RFC 8705)',
  prose: 'ask the token endpoint for a token, authenticating as the client was registered to',
  schema: { type: 'object', properties: {}, additionalProperties: false },
  stations: ['host', 'assertion', 'form', 'http', 'tls', 'client'],
  control: 'token',
  perform: async (doing) => {
    const { dialect } = doing.scene.world;
    const built = await dialect.tokenRequest(doing);
    const exchange = await sendBuilt(doing, 'token', built);
    return {
      exchanges: [exchange],
      values: dialect.tokenAnswer(doing, built, exchange),
      deviations: built.deviations,
    };
  },
});
