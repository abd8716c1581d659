import type { JsonSchema } from '../nouns/plugin.js';

const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description });
const httpsUrl = (description: string): JsonSchema => ({
  title: 'an https URL',
  type: 'string',
  pattern: '^https://[^\\s/]+',
  format: 'uri',
  description,
});
const slug: JsonSchema = {
  title: 'a slug (lower-case words and digits, joined by hyphens)',
  type: 'string',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
};
const slugs: JsonSchema = { type: 'array', uniqueItems: true, items: slug };
const day: JsonSchema = { title: 'a day', type: 'string', format: 'date' };

function map(
  title: string,
  description: string,
  properties: JsonSchema,
  required: readonly string[] = [],
): JsonSchema {
  return { title, description, type: 'object', properties, required, additionalProperties: false };
}

const host = map('host', 'The listener that serves the Register and the keys of our software products', {
  listen: {
    title: "an address and a port, such as '127.0.0.1:0'",
    description: 'Where to listen; port 0 lets the system choose',
    type: 'string',
    pattern: '^(\\[[0-9a-fA-F:.]+\\]|[^\\s:\\[\\]]+):[0-9]{1,5}$',
    default: '127.0.0.1:0',
  },
  publicUrl: httpsUrl(
    'Base URL under which the target reaches the listener; by default https://localhost:PORT',
  ),
  tls: {
    title: "'on' or 'off'",
    description:
      "'off': the listener speaks plain HTTP, because a proxy in front of it, at publicUrl, ends TLS. The target must still be given an https URL",
    enum: ['on', 'off'],
    default: 'on',
  },
  certificate: map(
    'certificate',
    "The listener's own certificate; by default one of the harness's CA",
    {
      key: text('PEM file of the private key'),
      chain: text('PEM file of the certificate and its intermediates'),
    },
    ['key', 'chain'],
  ),
});

const secret = (description: string): JsonSchema => ({
  title: 'the path of a file, or { env: NAME }',
  description: `${description}: a file, or the name of an environment variable that holds the text`,
  type: ['string', 'object'],
  minLength: 1,
  properties: {
    env: { title: 'the name of a variable', type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
  },
  required: ['env'],
  additionalProperties: false,
});

const identity = map(
  'identity',
  'As whom the harness comes; by default as the recipient of its own cast, whose CA the target has to trust',
  {
    certificate: secret('PEM of the client certificate, leaf first'),
    key: secret("PEM of the client certificate's private key"),
    signing: {
      description: 'Private keys that sign requests and assertions: RSA as PS256, P-256 as ES256',
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: secret('PEM or JWK'),
    },
  },
);

const registerApi = map(
  'register.api',
  'A CDR Register over its API: the products of one brand of a recipient that it knows, under `identity`',
  {
    discovery: httpsUrl("URL of the Register's OpenID configuration"),
    token: httpsUrl('Its token endpoint, where there is no configuration'),
    base: httpsUrl(
      'Base URL of Get SSA and Get Data Holder Brands; by default /cdr-register/v1 beside the token endpoint',
    ),
    industry: {
      description: 'Industry in the path of its resources',
      enum: ['all', 'banking', 'energy', 'telco'],
      default: 'all',
    },
    ssaVersion: { description: 'Version of Get SSA', enum: [3, 4], default: 3 },
    brand: text("Id of the recipient's brand"),
    products: {
      description: 'Ids of the software products that cases may register; one case uses one at a time',
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: text('Software product id'),
    },
    clientId: text('Client of the access token; by default the software product itself'),
  },
  ['brand', 'products'],
);

const register: JsonSchema = {
  title: "'own', or an outside Register",
  description:
    'Which Register the target trusts. By default the harness plays it; else its products are borrowed, and cases that need a Register of ours are not applicable',
  type: ['string', 'object'],
  if: { type: 'string' },
  then: { enum: ['own'] },
  else: {
    ...map("'own', or an outside Register", 'A Register that the harness does not play', {
      api: registerApi,
      files: {
        description: 'SSAs that somebody else obtained, one product each: files, or { env: NAME }',
        type: 'array',
        minItems: 1,
        items: secret('The compact JWT'),
      },
      trust: {
        description: "PEM files of further authorities for the Register's server certificates",
        type: 'array',
        items: text('PEM file'),
      },
      jwks: httpsUrl("URL of the Register's SSA keys; for the embedded holder only"),
    }),
    oneOf: [{ required: ['api'] }, { required: ['files'] }],
  },
};

const endpoints = map(
  'endpoints',
  'The endpoints themselves, for a target without a configuration document',
  {
    issuer: httpsUrl('Issuer: the audience of our requests and assertions'),
    registration: httpsUrl('Registration endpoint'),
    token: httpsUrl('Token endpoint'),
    jwks: httpsUrl("URL of the target's keys"),
    metadata: {
      description:
        'Further members as a configuration document would have them (RFC 8414), such as algorithms',
      type: 'object',
    },
  },
  ['issuer', 'registration', 'token'],
);

const registration = map(
  'registration',
  'How clients are registered, where the profile leaves that open; what is left out is guessed from what is discovered',
  {
    initialAccessToken: secret('Bearer token of the registration request (RFC 7591 section 3)'),
    redirectUris: {
      description: 'Redirect URIs of a client; {id} stands for a value of its own for each client',
      type: 'array',
      minItems: 2,
      uniqueItems: true,
      items: text('A redirect URI'),
    },
    scope: text('Scopes that clients register for, separated by spaces'),
    grantTypes: { type: 'array', minItems: 1, uniqueItems: true, items: text('A grant type') },
    authMethod: {
      description: 'How clients authenticate at the token endpoint',
      enum: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    },
    headers: {
      description: 'Header fields of every request to the registration endpoint',
      type: 'object',
      additionalProperties: { type: 'string' },
    },
    metadata: { description: 'Further members of every registration', type: 'object' },
    softwareStatement: {
      ...map('a software statement', 'A statement (RFC 7591 section 2.3) that the target trusts', {
        statement: secret('The statement itself, a signed JWT'),
        issuer: text(
          'iss of statements that the harness signs with the key under identity.signing, which the target must know',
        ),
        always: {
          description: 'Every registration carries one; else only the cases about statements',
          type: 'boolean',
          default: false,
        },
      }),
      oneOf: [{ required: ['statement'] }, { required: ['issuer'] }],
    },
  },
);

const limits = map('limits', 'How long and how much the harness waits for and reads', {
  requestMs: {
    description: 'Deadline of one request, milliseconds',
    type: 'integer',
    minimum: 1,
    maximum: 600_000,
    default: 10_000,
  },
  bodyBytes: {
    description: 'Largest answer that is read, bytes',
    type: 'integer',
    minimum: 1024,
    maximum: 67_108_864,
    default: 1_048_576,
  },
  requestsPerSecond: {
    description: 'At most so many requests per second, of all workers together; by default no limit',
    type: 'number',
    exclusiveMinimum: 0,
  },
  retryAfterMs: {
    description:
      'Longest wait that a 429 with Retry-After may ask for, milliseconds; beyond it a case is unproven',
    type: 'integer',
    minimum: 0,
    maximum: 600_000,
    default: 30_000,
  },
});

const waiver = map(
  'a waiver',
  'An unmet finding that is excused for a while; it never makes a target conform',
  {
    case: text(
      'Address of the case; `*` is one path element, `**` any number; without [row] and @flow: all of them',
    ),
    check: text('Only this check of the case (`status`)'),
    reason: text('Why, for those who read the report'),
    issue: text('Where the work is followed'),
    until: { description: 'Last day of the excuse', ...day },
  },
  ['case', 'reason'],
);

/** A target file holds exactly one of these. */
const whereabouts = ['embedded', 'discovery', 'issuer', 'brand', 'endpoints', 'url'] as const;

/** JSON Schema of a target file. `${NAME}` and `${NAME:-default}` in strings are replaced before it is applied. */
export const targetSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...map(
    'the target',
    'A Data Holder under test: where it is, what it claims, what is excused',
    {
      name: text('Name in reports'),
      profile: { description: 'Which standard: a folder of scenarios/', default: 'cdr-au', ...slug },
      embedded: {
        title: 'embedded',
        description: 'The reference Data Holder, started by the harness',
        type: ['object', 'null'],
        properties: {
          faults: { description: 'Faults to switch on', ...slugs },
          variations: { description: 'Conformant variations to switch on', ...slugs },
        },
        additionalProperties: false,
      },
      discovery: httpsUrl('URL of the OpenID Provider configuration document'),
      issuer: httpsUrl('Issuer; the configuration is looked for at /.well-known/openid-configuration'),
      brand: text("Data holder brand id; the Register's Get Data Holder Brands tells the endpoints"),
      endpoints,
      url: {
        title: 'an https URL, or an http one on loopback',
        description:
          'Issuer, configuration document or registration endpoint: which of them is found out (profile rfc7591)',
        type: 'string',
        pattern: '^https?://[^\\s/]+',
        format: 'uri',
      },
      insecure: {
        description:
          "The target's certificates are not verified. For a first look only: every report says so in red",
        type: 'boolean',
        default: false,
      },
      identity,
      register,
      trust: {
        description: "PEM files of further authorities for the target's server certificates",
        type: 'array',
        items: text('PEM file'),
      },
      host,
      registration,
      asOf: {
        title: "a day (YYYY-MM-DD), an edition of the standard ('1.33.0') or 'today'",
        description: 'Which edition of the standard applies',
        type: 'string',
        pattern: '^(today|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+\\.[0-9]+\\.[0-9]+)$',
        default: 'today',
      },
      flows: {
        description: 'Flows that the target claims; by default what its configuration says',
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { enum: ['code', 'hybrid'] },
      },
      capabilities: {
        description: 'What the target can (true) or cannot (false) do, where that cannot be discovered',
        type: 'object',
        propertyNames: slug,
        additionalProperties: { type: 'boolean' },
      },
      consent: {
        title: 'consent',
        description: "What the target's owner agrees to beyond ordinary requests",
        type: 'object',
        properties: {
          'ssrf-bait': {
            description:
              "Requests may name addresses of the target's own network, to see whether it follows them",
            type: 'boolean',
            default: false,
          },
        },
        additionalProperties: false,
      },
      limits,
      strict: { description: 'Warnings fail the gate as well', type: 'boolean', default: false },
      waivers: { type: 'array', items: waiver },
    },
    ['name'],
  ),
  oneOf: whereabouts.map((name) => ({ required: [name] })),
};
