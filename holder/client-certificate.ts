import type { TLSSocket } from 'node:tls';
import type { TransportRules } from './rules/transport.js';

/** Whether the TLS stack alone enforces the rules: then a bad certificate never gets as far as HTTP. */
export const enforcedByTls = (rules: TransportRules): boolean =>
  rules.certificateRefusal === 'handshake' &&
  !rules.noCertificateTolerated &&
  rules.certificateTolerated === undefined;

/** What to do with the peer of a connection whose certificate the TLS stack did not enforce. */
export const certificateVerdict = (
  socket: TLSSocket,
  rules: TransportRules,
): 'accepted' | 'refuse' | 'close' => {
  if (socket.authorized || tolerated(socket, rules)) return 'accepted';
  return rules.certificateRefusal === 'http' ? 'refuse' : 'close';
};

const tolerated = (socket: TLSSocket, rules: TransportRules): boolean => {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return rules.noCertificateTolerated;
  return rules.certificateTolerated?.(String(socket.authorizationError), certificate) ?? false;
};
