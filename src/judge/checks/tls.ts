import { isJsonObject, type Json } from '../../nouns/json.js';
import { defineCheck } from '../../nouns/plugin.js';
import { onAnswer, showAlternatives } from '../show.js';

const names = (args: Json, key: string): readonly string[] | undefined => {
  const value = isJsonObject(args) ? args[key] : undefined;
  return Array.isArray(value) ? value.map(String) : undefined;
};
const inWords = (args: Json): string => {
  const protocols = names(args, 'protocols');
  const ciphers = names(args, 'ciphers');
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
        (names(args, 'protocols')?.includes(tls.protocol) ?? true) &&
        (names(args, 'ciphers')?.includes(tls.cipher) ?? true),
      actual: tls === undefined ? 'unknown' : `${tls.protocol}, ${tls.cipher}`,
    })),
});
