import { randomBytes } from 'node:crypto';
import { createServer as createPlain } from 'node:http';
import { createServer as createTls } from 'node:https';
import { createServer as createTcp, type Socket } from 'node:net';

import type { Paper } from '../doctor-lab.js';
import { broken, silent, type Behaviour, type Behaviours, type Place, type Props } from './behaviour.js';
import { drip } from './raw-answer.js';

/** Management shares its origin with registration: what happens before the first byte of HTTP happens to both. */
const origins: readonly Place[] = ['discovery', 'registration', 'token'];

const tcp = (what: string, cause: RegExp, meet: (socket: Socket) => unknown): Behaviour => ({
  what,
  places: origins,
  due: silent(cause),
  listener: () =>
    createTcp((socket) => {
      socket.on('error', () => undefined);
      meet(socket);
    }),
});

const certified = (what: string, cause: RegExp, paper: (props: Props) => Paper): Behaviour => ({
  what,
  places: origins,
  due: silent(cause),
  listener: (props, serve) => {
    const { keyPem, certPem } = paper(props);
    return createTls({ key: keyPem, cert: certPem, requestCert: true, rejectUnauthorized: false }, serve);
  },
});

const addressed = (
  what: string,
  due: Behaviour['due'],
  address: NonNullable<Behaviour['address']>,
): Behaviour => ({
  what,
  places: ['registration', 'token'],
  due,
  address,
});

const cutOff = /ECONNRESET|UND_ERR_SOCKET|closed|disconnected|breaks off/;
const late = /TIMEOUT|does not finish|no answer/;
const unusable = broken(/no usable|no https URL/);

/** What goes wrong before the first byte of HTTP. */
export const handshakes: Behaviours = {
  'closes-after-accept': tcp('accepts connections and closes them', cutOff, (socket) => socket.end()),
  'resets-after-accept': tcp('accepts connections and resets them', cutOff, (socket) =>
    socket.resetAndDestroy(),
  ),
  'silent-handshake': tcp('accepts connections and says nothing', late, (socket) => socket.resume()),
  'dripping-handshake': tcp('sends its handshake a byte at a time', late, (socket) =>
    drip(socket, Buffer.concat([Buffer.from('16030340000200', 'hex'), Buffer.alloc(4096)]), 100),
  ),
  'random-handshake': tcp(
    'answers a handshake with random bytes',
    /ERR_SSL|WRONG_VERSION|not speak TLS|EPROTO/,
    (socket) => socket.write(randomBytes(512)),
  ),
  'endless-handshake': tcp(
    'answers a handshake with alerts without an end',
    /ERR_SSL|ECONNRESET|TIMEOUT|not speak TLS|EPROTO|breaks off|ended/,
    (socket) => {
      const flood = (): void => {
        if (!socket.destroyed) socket.write(Buffer.from('15030300020100', 'hex'), () => setTimeout(flood, 1));
      };
      flood();
    },
  ),
  'clear-text': {
    what: 'speaks plain HTTP on the port of HTTPS',
    places: origins,
    due: silent(/WRONG_VERSION|PACKET_LENGTH|ERR_SSL|not speak TLS|EPROTO/),
    listener: (_props, serve) => createPlain(serve),
  },
  'tls-1.1-only': {
    what: 'speaks no TLS above 1.1',
    places: origins,
    due: silent(/PROTOCOL|VERSION|protocol version/i),
    listener: ({ good }, serve) =>
      createTls(
        {
          key: good.keyPem,
          cert: good.certPem,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
          ciphers: 'ALL:@SECLEVEL=0',
        },
        serve,
      ),
  },
  'expired-certificate': certified(
    'shows an expired certificate',
    /CERT_HAS_EXPIRED|has expired/,
    ({ expired }) => expired,
  ),
  'certificate-of-another-name': certified(
    'shows a certificate for another name',
    /ALTNAME_INVALID|another name/,
    ({ wrongName }) => wrongName,
  ),
  'self-signed-certificate': certified(
    'shows a certificate that it signed itself',
    /SELF_SIGNED|not trusted/,
    ({ selfSigned }) => selfSigned,
  ),
  'foreign-certificate': certified(
    'shows a certificate of an authority that nobody trusts',
    /UNABLE_TO_|SELF_SIGNED|not trusted/,
    ({ foreign }) => foreign,
  ),
  'name-that-resolves-not': addressed(
    'names an endpoint on a host that does not exist',
    silent(/ENOTFOUND|EAI_AGAIN|does not resolve/),
    () => 'https://nobody.invalid/there',
  ),
  'closed-port': addressed(
    'names an endpoint on a closed port',
    silent(/ECONNREFUSED|nothing listens/),
    ({ closedPort }) => `https://localhost:${closedPort}/there`,
  ),
  'endpoint-elsewhere': addressed(
    "names another host's endpoint",
    broken(/404|418/),
    (_props, elsewhere) => `${elsewhere}/there`,
  ),
  'endpoint-in-clear-text': addressed(
    'names an endpoint of plain HTTP',
    silent(/clear text|no https URL/),
    (_props, elsewhere) => `${elsewhere.replace('https:', 'http:')}/there`,
  ),
  'endpoint-of-a-file': addressed('names a file as an endpoint', unusable, () => 'file:///etc/passwd'),
  'endpoint-of-script': addressed('names a script as an endpoint', unusable, () => 'javascript:alert(1)'),
  'endpoint-with-password': addressed(
    'names an endpoint with user and password in its URL',
    broken(/no usable|404|418/),
    (_props, elsewhere) => `${elsewhere.replace('https://', 'https://user:secret@')}/there`,
  ),
};
