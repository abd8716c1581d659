import { headerValues, type Headers } from '../nouns/exchange.js';

/** The media type of a message without parameters, lower case; undefined without a Content-Type field. */
export function mediaType(headers: Headers): string | undefined {
  return headerValues(headers, 'content-type').at(-1)?.split(';')[0]?.trim().toLowerCase();
}
