import type { Json, JsonObject } from '../nouns/json.js';
import { neverAnswersMs, unreachable, type Behaviour } from './behaviour.js';
import type { KeySet } from './product.js';
import { answer, htmlAnswer, jsonAnswer, textAnswer, type Reply } from './reply.js';

/** Public keys of the cast that a wrong key set may show. */
export interface OtherKeys {
  readonly stranger: readonly JsonObject[];
  readonly next: readonly JsonObject[];
}

/** How one document of a product is served now. */
export interface Serving {
  readonly behaviour: Behaviour;
  readonly right: { readonly keys: KeySet['keys'] } | { readonly uris: readonly string[] };
  /** Path under which a redirect leads to the right document. */
  readonly movedTo: string;
  readonly others: OtherKeys;
}

/** The reply that a behaviour makes of a document. */
export function misbehave({ behaviour, right, movedTo, others }: Serving): Reply {
  const document: Json = 'keys' in right ? { keys: right.keys } : right.uris;
  const keys = 'keys' in right ? right.keys : [];
  switch (behaviour.kind) {
    case 'normal':
      return jsonAnswer(document);
    case 'slow':
      return { kind: 'delayed', ms: behaviour.ms, reply: jsonAnswer(document) };
    case 'status':
      return textAnswer(behaviour.status, `${behaviour.status}\n`);
    case 'html':
      return htmlAnswer('Welcome');
    case 'not-json': {
      const text = JSON.stringify(document);
      return answer(200, 'application/json', text.slice(0, text.length / 2));
    }
    case 'empty-body':
      return answer(200, 'application/json', '');
    case 'oversized':
      return padded(document, behaviour.bytes);
    case 'wrong-media-type':
      return textAnswer(200, JSON.stringify(document));
    case 'redirect':
      return { ...textAnswer(302, ''), headers: { location: movedTo } };
    case 'reset':
      return { kind: 'hang-up' };
    case 'never-answers':
      return { kind: 'delayed', ms: behaviour.ms ?? neverAnswersMs, reply: { kind: 'hang-up' } };
    case 'custom':
      return {
        kind: 'answer',
        status: behaviour.status,
        headers: behaviour.headers ?? {},
        body: behaviour.body,
      };
    case 'empty-keys':
      return jsonAnswer({ keys: [] });
    case 'no-keys':
      return jsonAnswer({});
    case 'wrong-keys':
      return jsonAnswer({ keys: impostors(keys, others) });
    case 'rotated':
      return jsonAnswer({ keys: others.next });
    case 'added':
      return jsonAnswer({ keys: [...keys, ...others.next] });
    case 'duplicate-kid':
      return jsonAnswer({ keys: [...impostors(keys, others), ...keys] });
    case 'empty-list':
      return jsonAnswer([]);
    case 'missing-one':
      return jsonAnswer('uris' in right ? right.uris.slice(1) : []);
    default:
      return unreachable(behaviour);
  }
}

/** For each key one of the stranger's, of the same algorithm if there is one, under the first one's kid. */
export function impostors(keys: readonly JsonObject[], others: OtherKeys): readonly JsonObject[] {
  return keys.flatMap((key) => {
    const stranger = others.stranger.find((other) => other['alg'] === key['alg']) ?? others.stranger[0];
    return stranger === undefined ? [] : [{ ...stranger, kid: key['kid'] ?? null }];
  });
}

/** Padding that JSON allows: a member that nobody knows, or blanks before the first entry of a list. */
function padded(document: Json, bytes: number): Reply {
  const text = JSON.stringify(document);
  const [head, tail] = Array.isArray(document)
    ? ['[', text.slice(1)]
    : ['{"padding":"', `",${text.slice(1)}`];
  return { kind: 'padded', head, bytes, tail };
}
