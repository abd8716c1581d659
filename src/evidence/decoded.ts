import type { Exchange, MadeJwt } from '../nouns/exchange.js';
import { isJsonObject, type Json } from '../nouns/json.js';

const TITLES: Readonly<Record<MadeJwt['station'], string>> = {
  request: 'registration request',
  ssa: 'software statement',
  assertion: 'client assertion',
};

/**
 * The JWTs that we made for an exchange, decoded, as pretty JSON; undefined when there are none. One that stands whole in
 * another's claims is named there, and shown once.
 */
export function decoded(exchange: Exchange): string | undefined {
  if (exchange.made.length === 0) return undefined;
  const shown = new Map(
    exchange.made.map(({ station, compact }) => [compact, `(the ${TITLES[station]} below)`]),
  );
  const payload = (claims: Json): Json =>
    isJsonObject(claims)
      ? Object.fromEntries(
          Object.entries(claims).map(([name, value]) => [
            name,
            typeof value === 'string' ? (shown.get(value) ?? value) : value,
          ]),
        )
      : claims;
  return `${JSON.stringify(
    exchange.made.map((jwt) => ({
      jwt: TITLES[jwt.station],
      header: jwt.header,
      payload: payload(jwt.payload),
      signature: jwt.compact.split('.')[2] ?? 'none',
    })),
    null,
    2,
  )}\n`;
}
