import type { Exchange, MadeJwt } from '../nouns/exchange.js';

const TITLES: Readonly<Record<MadeJwt['station'], string>> = {
  request: 'registration request',
  ssa: 'software statement',
  assertion: 'client assertion',
};

/** The JWTs that we made for an exchange, decoded, as pretty JSON; undefined when there are none. */
export function decoded(exchange: Exchange): string | undefined {
  if (exchange.made.length === 0) return undefined;
  return `${JSON.stringify(
    exchange.made.map((jwt) => ({
      jwt: TITLES[jwt.station],
      header: jwt.header,
      payload: jwt.payload,
      signature: jwt.compact.split('.')[2] ?? 'none',
    })),
    null,
    2,
  )}\n`;
}
