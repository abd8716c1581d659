import { asText } from '../json.js';
import type { Variation } from '../rules/types.js';

/** OpenID Connect Discovery 1.0 section 3: other metadata may be given and has to be ignored. */
export default {
  description: 'Publishes members of its own and further endpoints in the discovery document.',
  allowedBy: 'CDR-DCR-REQ-001; OpenID Connect Discovery section 3',
  rules: (rules) => ({
    ...rules,
    metadata: (document) => ({
      ...rules.metadata(document),
      service_documentation: 'https://holder.example/docs',
      'com.example.holder': { build: 7, flags: [true, null] },
      cdr_arrangement_revocation_endpoint: `${asText(document.issuer)}/arrangements/revoke`,
    }),
  }),
} satisfies Variation;
