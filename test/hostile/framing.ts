import { randomBytes } from 'node:crypto';

import { broken, harmless, silent, type Behaviours, type Honest } from './behaviour.js';
import { head, json, statusAt, whole, withBody } from './raw-answer.js';

const notHttp = silent(/HTTP_SYNTAX|HPE_|UND_ERR_SOCKET|CONTENT_LENGTH_MISMATCH/);
const fieldsOf = ({ fields }: Honest, ...more: Honest['fields']): Honest['fields'] => [...fields, ...more];

/** Answers whose head or framing is not what HTTP/1.1 says (RFC 9112). */
export const framing: Behaviours = {
  'no-http': {
    what: 'answers with a line of text',
    due: notHttp,
    answer: ({ socket }) => socket.end('-ERR unknown command\r\n'),
  },
  'random-bytes': {
    what: 'answers with random bytes',
    due: notHttp,
    answer: ({ socket }) => socket.end(randomBytes(4096)),
  },
  'http-2': {
    what: 'answers with frames of HTTP/2, which nobody negotiated',
    due: notHttp,
    answer: ({ socket }) => socket.write(Buffer.from('000006040000000000000300000064', 'hex')),
  },
  'status-of-one-digit': {
    what: 'answers with status 7',
    due: notHttp,
    answer: ({ socket }) => socket.end('HTTP/1.1 7 Odd\r\nContent-Length: 0\r\n\r\n'),
  },
  'status-999': {
    what: 'answers with status 999',
    due: broken(/\b999\b/),
    answer: ({ socket }) => socket.write(whole({ ...json('{}'), status: 999 })),
  },
  'too-short-a-length': {
    what: 'declares a shorter body than it sends',
    refusesStill: ['management'],
    due: broken(/body that is no JSON|empty body/),
    answer: async ({ socket, honest }) => {
      const answer = await honest();
      const { status, fields } = answer;
      const declared: Honest['fields'] = fieldsOf({ status, fields, body: answer.body }, [
        'Content-Length',
        '5',
      ]);
      socket.write(Buffer.concat([Buffer.from(head(status, declared)), answer.body]));
    },
  },
  'too-long-a-length': {
    what: 'declares a longer body than it sends, and closes',
    due: silent(/UND_ERR_SOCKET|other side closed/),
    answer: async ({ socket, honest }) => {
      const answer = await honest();
      const declared = fieldsOf(answer, ['Content-Length', String(answer.body.length + 100)]);
      socket.end(Buffer.concat([Buffer.from(head(answer.status, declared)), answer.body]));
    },
  },
  'two-lengths': {
    what: 'declares two different lengths (RFC 9112 section 6.3)',
    due: notHttp,
    answer: ({ socket }) =>
      socket.end(
        `${head(200, [
          ['Content-Length', '2'],
          ['Content-Length', '20'],
        ])}{}${' '.repeat(18)}`,
      ),
  },
  'length-and-chunks': {
    what: 'declares a length and chunks at once (request smuggling, RFC 9112 section 6.1)',
    due: notHttp,
    answer: ({ socket }) =>
      socket.end(
        `${head(200, [
          ['Content-Length', '4'],
          ['Transfer-Encoding', 'chunked'],
        ])}2\r\n{}\r\n0\r\n\r\n`,
      ),
  },
  'negative-length': {
    what: 'declares a length of -1',
    due: notHttp,
    answer: ({ socket }) => socket.end(`${head(200, [['Content-Length', '-1']])}{}`),
  },
  'chunk-of-a-terabyte': {
    what: 'announces a chunk of 1 TB and closes',
    due: silent(/UND_ERR_SOCKET|HPE_|other side closed/),
    answer: ({ socket }) => socket.end(`${head(200, [['Transfer-Encoding', 'chunked']])}10000000000\r\n{}`),
  },
  'many-fields': {
    what: 'sends 100,000 header fields',
    due: silent(/HEADERS_OVERFLOW|HPE_HEADER/),
    answer: ({ socket }) =>
      socket.write(`HTTP/1.1 200 OK\r\n${'X-Field: value\r\n'.repeat(100_000)}Content-Length: 2\r\n\r\n{}`),
  },
  'long-field': {
    what: 'sends a header field of 1 MB',
    due: silent(/HEADERS_OVERFLOW|HPE_HEADER/),
    answer: ({ socket }) =>
      socket.write(`HTTP/1.1 200 OK\r\nX-Field: ${'v'.repeat(2 ** 20)}\r\nContent-Length: 2\r\n\r\n{}`),
  },
  'escapes-in-fields': {
    what: 'sends terminal escapes in header fields',
    due: silent(/HTTP_SYNTAX|HPE_/),
    answer: async ({ socket, honest }) => {
      const answer = await honest();
      socket.write(
        whole({
          ...answer,
          fields: fieldsOf(answer, ['X-Note', '\u001b[2J\u001b]0;pwned\u0007\u001b[31mred']),
        }),
      );
    },
  },
  'latin-1-in-fields': {
    what: 'sends C1 controls and bytes above 127 in header fields and the reason',
    due: harmless,
    answer: async ({ socket, honest }) => {
      const answer = await honest();
      const text = whole({ ...answer, fields: fieldsOf(answer, ['X-Note', '@@@']) }).toString('latin1');
      socket.write(
        text.replace('@@@', '\u009b2J\u009d0;pwned\u009c \u00ff').replace('Whatever', '\u00ff'),
        'latin1',
      );
    },
  },
  'folded-field': {
    what: 'folds a header field over two lines (RFC 9112 section 5.2)',
    due: notHttp,
    answer: async ({ socket, honest }) => {
      const answer = await honest();
      socket.write(whole({ ...answer, fields: fieldsOf(answer, ['X-Note', 'one\r\n two']) }));
    },
  },
  'bare-line-feed': {
    what: 'puts a bare carriage return into a header field',
    due: notHttp,
    answer: async ({ socket, honest }) => {
      const answer = await honest();
      socket.end(whole({ ...answer, fields: fieldsOf(answer, ['X-Note', 'one\rSet-Cookie: a=b']) }));
    },
  },
  'empty-answer': {
    what: 'answers with success and without a body',
    due: broken(/body that is no JSON|empty body/),
    answer: async ({ socket, honest, place }) =>
      socket.write(whole(withBody({ ...(await honest()), status: statusAt(place) }, ''))),
  },
};
