import { setTimeout as sleep } from 'node:timers/promises';

import { broken, harmless, silent, type Behaviours } from './behaviour.js';
import { drip, head, json, pour, statusAt, whole, withBody } from './raw-answer.js';

const timeOut = silent(/TIMEOUT: no complete answer before the deadline/);
const tooLong = broken(/body longer than/);
const cutOff = silent(/UND_ERR_SOCKET|ECONNRESET|other side closed/);

/** Connections that break, stall or never end. */
export const connections: Behaviours = {
  'never-answers': { what: 'takes the request and says nothing', due: timeOut, answer: () => undefined },
  'closes-on-request': {
    what: 'closes the connection instead of answering',
    due: cutOff,
    answer: ({ socket }) => socket.destroy(),
  },
  'resets-on-request': {
    what: 'resets the connection instead of answering',
    due: cutOff,
    answer: ({ reset }) => {
      reset();
    },
  },
  'resets-in-mid-body': {
    what: 'resets the connection after half of the body',
    due: cutOff,
    answer: async ({ socket, honest, reset }) => {
      const bytes = whole(withBody(await honest(), 'x'.repeat(2000)));
      socket.write(bytes.subarray(0, bytes.length - 1000), () => {
        setTimeout(reset, 20);
      });
    },
  },
  'closes-in-mid-body': {
    what: 'closes the connection after half of the body',
    due: cutOff,
    answer: async ({ socket, honest }) => {
      const bytes = whole(withBody(await honest(), 'x'.repeat(2000)));
      socket.end(bytes.subarray(0, bytes.length - 1000));
    },
  },
  'drips-its-answer': {
    what: 'sends an honest answer, a byte at a time',
    due: timeOut,
    answer: async ({ socket, honest }) => drip(socket, whole(await honest()), 100),
  },
  'drips-its-body': {
    what: 'sends the head at once and the body a byte at a time',
    due: timeOut,
    answer: ({ socket }) => {
      const { fields, body, status } = json(JSON.stringify({ client_id: 'x'.repeat(500) }), 201);
      socket.write(head(status, [...fields, ['Content-Length', String(body.length)]]));
      return drip(socket, body, 100);
    },
  },
  'endless-body': {
    what: 'sends a chunked body without an end',
    due: tooLong,
    answer: ({ socket, place }) => {
      socket.write(head(statusAt(place), [...json('').fields, ['Transfer-Encoding', 'chunked']]));
      return pour(socket, `4000\r\n${' '.repeat(0x4000)}\r\n`);
    },
  },
  'endless-chunk-extension': {
    what: 'sends a chunk extension without an end',
    due: silent(/TIMEOUT|HPE_|OVERFLOW|HTTP_SYNTAX/),
    answer: ({ socket }) => {
      socket.write(`${head(200, [...json('').fields, ['Transfer-Encoding', 'chunked']])}5;`);
      return pour(socket, 'a'.repeat(0x1000));
    },
  },
  'endless-trailers': {
    what: 'ends a chunked body with trailer fields without an end',
    due: silent(/TIMEOUT|HEADERS_OVERFLOW|HPE_|HTTP_SYNTAX/),
    answer: ({ socket }) => {
      socket.write(`${head(200, [...json('').fields, ['Transfer-Encoding', 'chunked']])}2\r\n{}\r\n0\r\n`);
      return pour(socket, 'X-A: b\r\n'.repeat(500));
    },
  },
  'declares-a-gigabyte': {
    what: 'declares a body of 1 GB and sends ten bytes',
    due: timeOut,
    answer: ({ socket }) =>
      socket.write(`${head(200, [...json('').fields, ['Content-Length', String(2 ** 30)]])}{"a":"bcde`),
  },
  'sends-a-gigabyte': {
    what: 'declares a body of 1 GB and sends it',
    due: tooLong,
    answer: ({ socket, place }) => {
      socket.write(head(statusAt(place), [...json('').fields, ['Content-Length', String(2 ** 30)]]));
      return pour(socket, Buffer.alloc(0x10000, 0x20));
    },
  },
  'interim-flood': {
    what: 'sends interim answers (103) without an end',
    due: timeOut,
    answer: ({ socket }) => pour(socket, head(103, [['Link', '</a.css>; rel=preload']])),
  },
  'interim-answers': {
    what: 'sends three interim answers (103) before its own',
    due: harmless,
    answer: async ({ socket, honest }) =>
      socket.write(
        Buffer.concat([
          Buffer.from(head(103, [['Link', '</a.css>; rel=preload']]).repeat(3)),
          whole(await honest()),
        ]),
      ),
  },
  'processing-first': {
    what: 'says 102 for a while before it answers',
    due: harmless,
    answer: async ({ socket, honest }) => {
      socket.write(head(102, []));
      await sleep(50);
      socket.write(whole(await honest()));
    },
  },
  'http-1.0': {
    what: 'answers in HTTP/1.0 and closes',
    due: harmless,
    answer: async ({ socket, honest }) => {
      const { status, fields, body } = await honest();
      socket.end(Buffer.concat([Buffer.from(head(status, fields, '1.0')), body]));
    },
  },
  'closes-after-answer': {
    what: 'closes each connection after its answer, without saying so',
    due: harmless,
    answer: async ({ socket, honest }) => socket.end(whole(await honest())),
  },
  'resets-after-answer': {
    what: 'resets each connection 30 ms after its answer, so that the next request may find it dead',
    // What changes something is not sent again when it finds it dead: it may have arrived.
    places: ['discovery'],
    due: harmless,
    answer: async ({ socket, honest, reset }) => {
      socket.write(whole(await honest()));
      setTimeout(reset, 30);
    },
  },
  'answers-twice': {
    what: 'sends a second answer that nobody asked for',
    due: harmless,
    answer: async ({ socket, honest }) => {
      const bytes = whole(await honest());
      socket.write(Buffer.concat([bytes, bytes]));
    },
  },
  'switches-protocols': {
    what: 'answers 101 Switching Protocols to a request that asked for none',
    due: silent(/UND_ERR|bad upgrade|HPE_|HTTP_SYNTAX/),
    answer: ({ socket }) =>
      socket.write(
        head(101, [
          ['Upgrade', 'websocket'],
          ['Connection', 'Upgrade'],
        ]),
      ),
  },
  'port-closes': {
    what: 'stops listening when the place is asked for the first time',
    places: ['registration', 'token', 'management'],
    due: silent(/ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET/),
    answer: ({ shut }) => {
      shut();
    },
  },
  'certificate-changes': {
    what: 'shows a certificate of a foreign authority from its first answer on',
    places: ['registration', 'token', 'management'],
    due: silent(/UNABLE_TO_VERIFY|SELF_SIGNED_CERT|unable to (?:get|verify)|UND_ERR_SOCKET|ECONNRESET/),
    answer: ({ changeCertificate }, { foreign }) => {
      changeCertificate(foreign);
    },
  },
};
