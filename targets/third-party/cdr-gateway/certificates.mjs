import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test CA and a server certificate for localhost, made by openssl in a folder. */
export function makeCertificates(folder) {
  const at = (name) => join(folder, name);
  const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'rsa:2048', '-nodes', '-keyout'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    at('ca.key'),
    '-days',
    '7',
    '-subj',
    '/CN=Gateway test CA',
    '-out',
    at('ca.pem'),
  );
  openssl(
    'req',
    ...[...newKey, at('server.key'), '-subj', '/CN=localhost'],
    ...[
      '-addext',
      'subjectAltName=DNS:localhost',
      '-addext',
      'extendedKeyUsage=serverAuth',
      '-out',
      at('server.csr'),
    ],
  );
  openssl(
    ...[
      'x509',
      '-req',
      '-in',
      at('server.csr'),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-CAcreateserial',
    ],
    ...['-days', '7', '-copy_extensions', 'copy', '-out', at('server.pem')],
  );
  return {
    authorityPath: at('ca.pem'),
    key: readFileSync(at('server.key'), 'utf8'),
    cert: readFileSync(at('server.pem'), 'utf8'),
  };
}
