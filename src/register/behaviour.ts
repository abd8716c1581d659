import { HarnessError } from '../nouns/errors.js';
import type { JsonSchema } from '../nouns/plugin.js';

/** Documents of a product that the host can serve well or badly. */
export type DocumentName = 'jwks' | 'sector';

/** How any document may be served. Times in milliseconds, sizes in bytes. */
export type CommonBehaviour =
  | { readonly kind: 'normal' }
  /** The right answer after a while. */
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'status'; readonly status: 404 | 500 | 503 }
  /** 200 with a web page. */
  | { readonly kind: 'html' }
  /** 200 announced as JSON, cut off in the middle. */
  | { readonly kind: 'not-json' }
  | { readonly kind: 'empty-body' }
  /** The right entries behind so much padding, streamed: whoever sets no limit finds them. */
  | { readonly kind: 'oversized'; readonly bytes: number }
  /** The right document as `text/plain`. */
  | { readonly kind: 'wrong-media-type' }
  /** 302 to another path of the host, where the right document is. */
  | { readonly kind: 'redirect' }
  /** The connection ends without an answer. */
  | { readonly kind: 'reset' }
  /** The connection stays open without an answer, for a minute unless told. */
  | { readonly kind: 'never-answers'; readonly ms?: number }
  | {
      readonly kind: 'custom';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** How a key set may be wrong. */
export type KeySetBehaviour =
  | { readonly kind: 'empty-keys' }
  /** A JSON object without `keys`. */
  | { readonly kind: 'no-keys' }
  /** The stranger's keys under the product's own kids. */
  | { readonly kind: 'wrong-keys' }
  /** Only the recipient's next key. */
  | { readonly kind: 'rotated' }
  /** The product's keys and the recipient's next one. */
  | { readonly kind: 'added' }
  /** Each kid twice: a key that verifies nothing comes before the right one. */
  | { readonly kind: 'duplicate-kid' };

/** How a sector identifier document may be wrong. */
export type SectorBehaviour =
  | { readonly kind: 'empty-list' }
  /** The first redirect URI is missing. */
  | { readonly kind: 'missing-one' };

export type Behaviour = CommonBehaviour | KeySetBehaviour | SectorBehaviour;

/** Longest wait that a scenario may ask for. */
const longestMs = 120_000;
/** Default of `never-answers`. */
export const neverAnswersMs = 60_000;

const duration = { type: 'integer', minimum: 0, maximum: longestMs };
const common: readonly JsonSchema[] = [
  plain('normal', 'html', 'not-json', 'empty-body', 'wrong-media-type', 'redirect', 'reset'),
  variant('slow', { ms: duration }),
  variant('never-answers', { ms: duration }, []),
  variant('status', { status: { enum: [404, 500, 503] } }),
  variant('oversized', { bytes: { type: 'integer', minimum: 1, maximum: 1_073_741_824 } }),
  variant(
    'custom',
    {
      status: { type: 'integer', minimum: 200, maximum: 599 },
      headers: { type: 'object', additionalProperties: { type: 'string', pattern: '^[\\t\\x20-\\x7e]*$' } },
      body: { type: 'string' },
    },
    ['status', 'body'],
  ),
];
const keySetOnly = plain('empty-keys', 'no-keys', 'wrong-keys', 'rotated', 'added', 'duplicate-kid');
const sectorOnly = plain('empty-list', 'missing-one');

/** JSON Schemas of the behaviours that each document knows; scenarios are checked against them. */
export const behaviourSchemas: Readonly<Record<DocumentName, JsonSchema>> = {
  jwks: { oneOf: [...common, keySetOnly] },
  sector: { oneOf: [...common, sectorOnly] },
};

/** JSON Schema of any behaviour. */
export const behaviourSchema: JsonSchema = { oneOf: [...common, keySetOnly, sectorOnly] };

/** What the compiler has to be told of a `switch` that has dealt with everything. */
export function unreachable(value: never): never {
  throw new HarnessError(`unknown behaviour ${JSON.stringify(value)}`);
}

function plain(...kinds: readonly Behaviour['kind'][]): JsonSchema {
  return variantOf({ enum: kinds }, {}, []);
}

function variant(
  kind: Behaviour['kind'],
  properties: JsonSchema,
  required: readonly string[] = Object.keys(properties),
): JsonSchema {
  return variantOf({ const: kind }, properties, required);
}

function variantOf(kind: JsonSchema, properties: JsonSchema, required: readonly string[]): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['kind', ...required],
    properties: { kind, ...properties },
  };
}
