import type { IncomingHttpHeaders } from 'node:http';

import type { Answer } from '../reply.js';
import type { World } from '../world.js';
import { configurationReply, type ApiUrls } from './issuer.js';
import { registerPath, unknownIndustry } from './path.js';
import { recipientsReply } from './recipients.js';
import { withValidator } from './validator.js';
import { negotiate } from './version.js';

/**
 * What the Register in full tells anyone, beside its key sets and statuses: its OpenID configuration and Get Data
 * Recipients. Undefined for any other path.
 */
export function openReply(
  world: World,
  urls: ApiUrls,
  path: string,
  headers: IncomingHttpHeaders,
): Answer | undefined {
  if (path === '/idp/.well-known/openid-configuration') return configurationReply(urls);
  const asked = registerPath(path);
  if (asked?.rest !== 'data-recipients') return undefined;
  const wrong = unknownIndustry(asked.industry);
  if (wrong !== undefined) return wrong;
  const version = negotiate(headers, [3, 4], true);
  if (typeof version !== 'number') return version;
  return withValidator(recipientsReply(world, `${urls.open}${path}`), version, headers['if-none-match']);
}
