import { Unproven } from '../../nouns/errors.js';
import type { Exchange } from '../../nouns/exchange.js';
import { advertised, type Facts } from '../../nouns/facts.js';
import { isJsonObject, type Json, type JsonObject } from '../../nouns/json.js';
import { defineAction } from '../action.js';
import { clientOf } from '../client.js';
import { outcomeOf } from '../outcome.js';
import { bodyOf } from '../scene.js';
import register from './register.js';

/** Every combination of the values that the target advertises for the members, among those that we know. */
function combinations(members: Json, facts: Facts): readonly JsonObject[] {
  return Object.entries(isJsonObject(members) ? members : {}).reduce<readonly JsonObject[]>(
    (before, [member, wish]) => {
      const { advertised: list, of } = wish as {
        readonly advertised: string;
        readonly of: readonly string[];
      };
      const offered = advertised(facts, list).filter((value) => of.includes(value));
      return before.flatMap((one) => offered.map((value) => ({ ...one, [member]: value })));
    },
    [{}],
  );
}

const inWords = (values: JsonObject): string =>
  Object.entries(values)
    .map(([member, value]) => `${member} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' with ');

export default defineAction({
  summary:
    'Register one fresh product for each value, or combination of values, that the target advertises. Yields tried, ' +
    'refused and altered (granted, but with another value), one text per registration',
  prose: 'register once with each value that the discovery document advertises',
  needs: ['fresh-products'],
  schema: {
    type: 'object',
    properties: {
      members: {
        type: 'object',
        minProperties: 1,
        maxProperties: 2,
        additionalProperties: {
          type: 'object',
          properties: {
            advertised: { type: 'string' },
            of: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 4 },
          },
          required: ['advertised', 'of'],
          additionalProperties: false,
        },
      },
    },
    required: ['members'],
    additionalProperties: false,
  },
  stations: [],
  control: 'register',
  perform: async (doing) => {
    const rows = combinations(doing.args['members'] ?? null, doing.scene.world.facts);
    if (rows.length === 0) throw new Unproven('the discovery document advertises none of the values');
    const [exchanges, refused, altered]: [Exchange[], string[], string[]] = [[], [], []];
    for (const values of rows) {
      const client = await clientOf(doing.scene, inWords(values));
      const deed = await register.perform({ ...doing, client, edits: { claims: { set: values } }, args: {} });
      exchanges.push(...deed.exchanges);
      const body = bodyOf(deed.exchanges.at(-1));
      const other = Object.entries(values).filter(([member, value]) => body[member] !== value);
      if (client.registrations.length === 0) refused.push(`${inWords(values)} ${outcomeOf(deed.exchanges)}`);
      else
        altered.push(
          ...other.map(([member]) => `${inWords(values)}: ${member} is ${JSON.stringify(body[member])}`),
        );
    }
    return { exchanges, values: { tried: rows.map(inWords), refused, altered }, deviations: [] };
  },
});
