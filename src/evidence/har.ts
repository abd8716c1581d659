import { STATUS_CODES } from 'node:http';
import type { Answer, Exchange, Headers, SentRequest } from '../nouns/exchange.js';
import type { CaseRecord } from '../nouns/finding.js';
import { mediaType } from './media-type.js';

/** HAR 1.2 of every exchange of a run, in the order of the records; each entry's comment names case and step. */
export function har(
  records: readonly CaseRecord[],
  tool: { readonly name: string; readonly version: string },
): object {
  return {
    log: {
      version: '1.2',
      creator: tool,
      pages: [],
      entries: records.flatMap((record) =>
        record.steps.flatMap((step) =>
          step.exchanges.map((exchange) =>
            entry(exchange, `${record.address} ${step.name} (${exchange.purpose})${putOff(exchange)}`),
          ),
        ),
      ),
    },
  };
}

function putOff({ deferred = [] }: Exchange): string {
  return deferred.map(({ waitMs }) => `, sent again ${String(waitMs)} ms after a 429`).join('');
}

function entry(exchange: Exchange, comment: string): object {
  const { outcome } = exchange;
  return {
    startedDateTime: exchange.started,
    time: exchange.durationMs,
    request: requestOf(exchange.request),
    response:
      outcome.kind === 'answer' ? responseOf(outcome) : noResponse(`${outcome.phase}: ${outcome.code}`),
    cache: {},
    timings: { send: 0, wait: exchange.durationMs, receive: 0 },
    comment,
  };
}

function requestOf(request: SentRequest): object {
  return {
    method: request.method,
    url: request.url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: fields(request.headers),
    queryString: queryOf(request.url),
    ...(request.body === ''
      ? {}
      : { postData: { mimeType: mediaType(request.headers) ?? '', params: [], text: request.body } }),
    headersSize: -1,
    bodySize: Buffer.byteLength(request.body),
  };
}

function responseOf(answer: Answer): object {
  const size = Buffer.byteLength(answer.body);
  return {
    status: answer.status,
    statusText: STATUS_CODES[answer.status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: fields(answer.headers),
    content: { size, mimeType: mediaType(answer.headers) ?? '', text: answer.body },
    redirectURL: answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '',
    headersSize: -1,
    bodySize: answer.truncated ? -1 : size,
  };
}

/** HAR has no word for it; status 0 with a comment is what browsers write. */
function noResponse(comment: string): object {
  return {
    status: 0,
    statusText: '',
    httpVersion: '',
    cookies: [],
    headers: [],
    content: { size: 0, mimeType: '' },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
    comment,
  };
}

function fields(headers: Headers): readonly object[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function queryOf(url: string): readonly object[] {
  return URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : [];
}
