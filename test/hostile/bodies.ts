import { deflateSync, gzipSync } from 'node:zlib';

import { isJsonObject, type Json, type JsonObject } from '../../src/nouns/json.js';
import { broken, harmless, places, type Behaviour, type Behaviours, type Honest } from './behaviour.js';
import { json, whole, withBody } from './raw-answer.js';

const noJson = broken(
  /(?:web page|body (?:that is no JSON|nested deeper|in the content coding|longer than))/,
);

/** An answer that may have a body. */
const answered = (honest: Honest): Honest => (honest.status === 204 ? { ...honest, status: 200 } : honest);

/** Alters the bytes of what the holder would have said. */
const mangled = (
  what: string,
  due: Behaviour['due'],
  alter: (honest: Honest) => Honest,
  rest: Partial<Behaviour> = {},
): Behaviour => ({
  what,
  due,
  // Management calls are known by their status.
  refusesStill: ['management'],
  answer: async ({ socket, honest }) => socket.write(whole(alter(await honest()))),
  ...rest,
});

/** Alters the members of what the holder would have said. */
const altered = (
  what: string,
  due: Behaviour['due'],
  alter: (body: JsonObject) => JsonObject,
  rest: Partial<Behaviour> = {},
): Behaviour =>
  mangled(
    what,
    due,
    (honest) => {
      const body = objectIn(honest);
      return body === undefined ? honest : withBody(honest, JSON.stringify(alter(body)));
    },
    rest,
  );

function objectIn({ body }: Honest): JsonObject | undefined {
  try {
    const value = JSON.parse(body.toString()) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const bomb = Buffer.alloc(64 * 2 ** 20, '[');
const packed = { gzip: gzipSync(bomb, { level: 9 }), deflate: deflateSync(bomb, { level: 9 }) };
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** Applies `alter` to every string of a value. */
function everyString(value: Json, alter: (text: string) => string): Json {
  if (typeof value === 'string') return alter(value);
  if (Array.isArray(value)) return value.map((item: Json) => everyString(item, alter));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, everyString(member, alter)]),
  );
}

const script = '"><script>document.title="pwned"</script><img src=x onerror=alert(1)>';
const escapes = '\u001b[2J\u001b]8;;https://evil.example\u0007\r\n\u202epwned\u0000';
const text = (body: JsonObject, more: string): JsonObject => ({
  ...body,
  client_description: more,
  service_documentation: more,
  error_description: more,
});

/** Packs an answer and says so, though nobody asked for it. */
const packing = (coding: keyof typeof packed): Behaviour =>
  mangled(`sends 64 MB in ${packed[coding].length} bytes of ${coding}, unasked`, noJson, (honest) => ({
    ...withBody(answered(honest), packed[coding]),
    fields: [...honest.fields, ['Content-Encoding', coding]],
  }));

/** Bodies that a reader may choke on. */
export const bodies: Behaviours = {
  'gzip-bomb': packing('gzip'),
  'deflate-bomb': packing('deflate'),
  'invalid-utf-8': mangled('sends bytes that are no UTF-8 in strings', harmless, (honest) => {
    const body = objectIn(honest);
    if (body === undefined) return honest;
    const marked = JSON.stringify(text(body, '@@@@'));
    return withBody(honest, Buffer.from(marked.replaceAll('@@@@', '\u00ff\u00fe\u00c0\u0080'), 'latin1'));
  }),
  'utf-16': mangled('sends its JSON in UTF-16', noJson, (honest) =>
    withBody(answered(honest), Buffer.from(`\ufeff${honest.body.toString()}`, 'utf16le')),
  ),
  'deep-json': mangled('sends JSON 100,000 levels deep', noJson, (honest) =>
    withBody(answered(honest), deep(100_000)),
  ),
  'deep-member': mangled('adds a member 100,000 levels deep', broken(/nested deeper/), (honest) => {
    const body = JSON.stringify(objectIn(honest) ?? {});
    return withBody(
      answered(honest),
      `${body.slice(0, -1)}${body === '{}' ? '' : ','}"deep":${deep(100_000)}}`,
    );
  }),
  'deep-objects': mangled('sends objects 100,000 levels deep', noJson, (honest) =>
    withBody(answered(honest), '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)),
  ),
  'huge-numbers': mangled('sends numbers beyond 2^53 and beyond any double', harmless, (honest) => {
    const body = JSON.stringify(objectIn(honest) ?? {});
    if (body === '{}') return honest;
    return withBody(
      honest,
      `${body.slice(0, -1)},"client_id_issued_at":9007199254740993,"x_large":1e400,"x_long":${'9'.repeat(5000)},"x_small":-0.0e-9999}`,
    );
  }),
  'duplicate-members': mangled('names each member twice, with nothing first', harmless, (honest) => {
    const body = objectIn(honest);
    if (body === undefined) return honest;
    const first = Object.keys(body).map((name) => `${JSON.stringify(name)}:null`);
    return withBody(honest, `{${first.join(',')},${JSON.stringify(body).slice(1)}`);
  }),
  'prototype-members': mangled('adds __proto__, constructor and the like', harmless, (honest) => {
    const body = JSON.stringify(objectIn(honest) ?? {});
    if (body === '{}') return honest;
    const evil =
      '"__proto__":{"polluted":true,"client_id":"evil","status":200},"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":"no","length":-1,"then":"x","toJSON":"x"';
    return withBody(honest, `${body.slice(0, -1)},${evil}}`);
  }),
  'script-in-strings': altered('puts HTML and script into descriptive strings', harmless, (body) =>
    text(body, script),
  ),
  'escapes-in-strings': altered('puts terminal escapes into descriptive strings', harmless, (body) =>
    text(body, escapes),
  ),
  'script-everywhere': altered(
    'puts HTML and script into every string',
    broken(/pwned|<script>|no usable|answered|401|does not list/),
    (body) => everyString(body, (value) => value + script) as JsonObject,
    { refusesStill: places },
  ),
  'escapes-everywhere': altered(
    'puts terminal escapes into every string',
    broken(/pwned|no usable|answered|does not list|not sent: invalid authorization header/i),
    (body) => everyString(body, (value) => value + escapes) as JsonObject,
    { refusesStill: places },
  ),
  'null-everywhere': altered(
    'makes every member null',
    broken(/null|nothing|no usable|no issuer|answered|found/),
    (body) => Object.fromEntries(Object.keys(body).map((name) => [name, null])),
  ),
  'array-instead': mangled(
    'sends an array of a hundred thousand empty objects',
    broken(/no JSON object|found nothing|nothing|larger|answer/),
    (honest) => withBody(answered(honest), `[${'{},'.repeat(100_000)}{}]`),
  ),
  'wrong-media-type': mangled(
    'labels its JSON as an image',
    (place) => (place === 'registration' ? broken(/image\/png/) : harmless),
    (honest) => ({ ...honest, fields: [['Content-Type', 'image/png']] }),
    { refusesStill: places },
  ),
  'web-page': mangled('sends a web page with status 200', noJson, (honest) => ({
    ...withBody(answered(honest), `<!doctype html><title>Login</title>${script.repeat(10)}`),
    fields: [['Content-Type', 'text/html']],
  })),
  'many-keys': mangled(
    'publishes 100,000 keys',
    broken(/longer than/),
    (honest) => {
      const [key] = (objectIn(honest)?.['keys'] ?? []) as readonly JsonObject[];
      const keys = Array.from({ length: 100_000 }, (_, index) => ({ ...key, kid: String(index) }));
      return withBody(honest, JSON.stringify({ keys }));
    },
    { places: ['jwks'] },
  ),
  'another-answer-each-time': {
    what: 'answers with something else each time',
    refusesStill: places,
    due: broken(/./),
    answer: ({ socket, times }) => {
      const sorts = [
        () => json('{"error":"server_error"}', 500),
        () => json('<html>', 200),
        () => json('', 503),
        () => json('[]', 201),
        () => json('{"error":"temporarily_unavailable"}', 502),
      ];
      const sort = sorts[times % sorts.length];
      socket.write(whole(sort?.() ?? json('{}')));
    },
  },
  'clock-far-off': mangled(
    'has a Date of next year',
    harmless,
    (honest) => ({
      ...honest,
      fields: [
        ...honest.fields.filter(([name]) => name.toLowerCase() !== 'date'),
        ['Date', new Date(Date.now() + 366 * 86_400_000).toUTCString()],
      ],
    }),
    { places: ['registration', 'token', 'management'] },
  ),
  'token-with-line-breaks': altered(
    'issues a token with a line break and a header field in it',
    broken(/not sent: invalid Authorization header/i),
    (body) => ({ ...body, access_token: 'abc\r\nX-Evil: 1' }),
    { places: ['token'], refusesStill: ['token'] },
  ),
  'token-of-a-megabyte': altered(
    'issues a token of 60 kB',
    broken(/431|413|400|401|answered|UND_ERR|HPE|ECONNRESET/),
    (body) => ({ ...body, access_token: 'a'.repeat(60_000) }),
    { places: ['token'], refusesStill: ['token'] },
  ),
  'client-id-of-half-a-character': altered(
    'grants a client_id with half of a surrogate pair',
    broken(/client_id|answered|400|401/),
    (body) => ({ ...body, client_id: 'x\ud800' }),
    { places: ['registration'], refusesStill: places },
  ),
  'client-id-of-a-path': altered(
    'grants a client_id that climbs out of the path',
    broken(/answered|40[0-9]/),
    (body) => ({ ...body, client_id: '../../admin?x=\u0000#' }),
    { places: ['registration'], refusesStill: places },
  ),
  'rate-limit-without-end': {
    what: 'answers 429 with Retry-After: 0, always',
    due: (place) =>
      place === 'discovery' ? broken(/limits the rate/) : { kind: 'silent', cause: /limits the rate/ },
    answer: ({ socket }) =>
      socket.write(whole({ status: 429, fields: [['Retry-After', '0']], body: Buffer.from('') })),
  },
  'rate-limit-of-a-year': {
    what: 'answers 429 with a Retry-After of a year',
    due: (place) =>
      place === 'discovery' ? broken(/limits the rate/) : { kind: 'silent', cause: /limits the rate/ },
    answer: ({ socket }) =>
      socket.write(whole({ status: 429, fields: [['Retry-After', '31536000']], body: Buffer.from('') })),
  },
};
