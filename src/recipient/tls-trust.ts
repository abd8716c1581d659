import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';

/** Who may vouch for a server. */
export interface TlsTrust {
  /** PEM certificates. */
  readonly trust: readonly string[];
  /** Whether the public authorities that Node trusts are trusted as well. */
  readonly publicTrust: boolean;
}

/** A TLS context of these options. @throws the error of OpenSSL at a PEM that it cannot read */
export function trustingContext(
  { trust, publicTrust }: TlsTrust,
  options: Omit<SecureContextOptions, 'ca'>,
): SecureContext {
  if (!publicTrust) return createSecureContext({ ...options, ca: [...trust] });
  const made = createSecureContext(options);
  // Node parses its own authorities once; named in `ca`, they would be parsed for every context, which takes 40 ms.
  const context = made.context as { readonly addCACert: (pem: string) => void };
  for (const pem of trust) context.addCACert(pem);
  return made;
}
