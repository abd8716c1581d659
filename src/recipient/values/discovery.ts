import { Unproven } from '../../nouns/errors.js';
import { defineValue } from '../value-maker.js';

const suffix = '/.well-known/openid-configuration';

export default defineValue({
  summary:
    'Where the discovery document is: its `url`, its `url-in-capitals` (the last part of the path), or the `base` to ' +
    'which the well-known suffix was appended',
  schema: { enum: ['url', 'url-in-capitals', 'base'] },
  make: (args, { facts: { discoveryUrl } }) => {
    if (args === 'url') return discoveryUrl;
    if (args === 'url-in-capitals') return discoveryUrl.replace(/[^/]*$/, (last) => last.toUpperCase());
    if (discoveryUrl.endsWith(suffix)) return discoveryUrl.slice(0, -suffix.length);
    throw new Unproven(
      `the discovery document was fetched from ${discoveryUrl}, which does not end in ${suffix}`,
    );
  },
});
