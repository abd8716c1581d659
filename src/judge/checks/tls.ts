import type { Json } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { namesIn } from '../options.js';
import { onAnswer, showAlternatives } from '../show.js';

const inWords = (args: Json): string => {
  const protocols = namesIn(args, 'protocols');
  const ciphers = namesIn(args, 'ciphers');
  return [
    ...(protocols === undefined ? [] : [`protocol ${showAlternatives(protocols)}`]),
    ...(ciphers === undefined ? [] : [`cipher suite ${showAlternatives(ciphers)}`]),
  ].join(' with ');
};

export default defineCheck({
  summary: 'What TLS agreed on: protocol versions and cipher suites (IANA names)',
  schema: {
    type: 'object',
    properties: {
      protocols: { type: 'array', items: { type: 'string' } },
      ciphers: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
    minProperties: 1,
  },
  explain: (args) => `the connection uses ${inWords(args)}`,
  judge: (args, { step }) =>
    onAnswer(step, inWords(args), ({ tls }) => ({
      met:
        tls !== undefined &&
        (namesIn(args, 'protocols')?.includes(tls.protocol) ?? true) &&
        (namesIn(args, 'ciphers')?.includes(tls.cipher) ?? true),
      actual: tls === undefined ? 'unknown' : `${tls.protocol}, ${tls.cipher}`,
    })),
});
