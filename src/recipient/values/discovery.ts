import { Unproven } from '../../nouns/errors.js';
import { defineValue } from '../value-maker.js';

const suffix = '/.well-known/openid-configuration';
/** Before the path (RFC 8414 section 3) or behind it (OpenID Connect Discovery 1.0 section 4). */
const wellKnown = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)/;

export default defineValue({
  summary:
    'Where the discovery document is: its `url`, its `url-in-capitals` (the last part of the path), or the `base` to ' +
    'which the well-known suffix was appended; `issuer`: the one whose document it has to be',
  schema: { enum: ['url', 'url-in-capitals', 'base', 'issuer'] },
  make: (args, { facts: { discoveryUrl } }) => {
    if (args === 'url') return discoveryUrl;
    if (args === 'url-in-capitals') return discoveryUrl.replace(/[^/]*$/, (last) => last.toUpperCase());
    if (args === 'issuer' && wellKnown.test(discoveryUrl)) return discoveryUrl.replace(wellKnown, '');
    if (discoveryUrl.endsWith(suffix)) return discoveryUrl.slice(0, -suffix.length);
    throw new Unproven(
      `the discovery document was fetched from ${discoveryUrl}, which does not end in ${suffix}`,
    );
  },
});
