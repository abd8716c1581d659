import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from '../rules/types.js';

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Header and payload of a compact JWT as text, JSON strings unescaped. */
const readableParts = (jwt: string): string =>
  jwt
    .split('.')
    .slice(0, 2)
    .map((part) => Buffer.from(part, 'base64url').toString('utf8').replaceAll('\\"', '"'))
    .join(' ');

export default {
  description: 'Repeats the input in an HTML page when it refuses something.',
  breaks: ['197'],
  rules: (rules) => {
    const inputs = new WeakMap<IncomingHttpHeaders, string>();
    return {
      ...rules,
      requestToken: (body, headers) => {
        inputs.set(headers, readableParts(body.toString('latin1')));
        return rules.requestToken(body, headers);
      },
      tokenParameters: (body, ask) => {
        inputs.set(ask.headers, [...new URLSearchParams(body).values()].join(' '));
        return rules.tokenParameters(body, ask);
      },
      everyReply: (reply, ask) => {
        const given = rules.everyReply(reply, ask);
        if (given.status < 400) return given;
        const input = [
          ask.path,
          decoded(ask.path),
          ask.authorization.join(' '),
          inputs.get(ask.headers) ?? '',
        ].join(' ');
        const challenge = `Bearer realm="${input.replace(/[^ -~]/gu, ' ')}"`;
        return {
          ...given,
          headers: { ...given.headers, 'content-type': 'text/html', 'www-authenticate': challenge },
          body: `<p>${input}</p>`,
        };
      },
    };
  },
} satisfies Fault;
