import { stringify } from 'yaml';

import type { Flow } from '../nouns/requirement.js';

/** What `init` knows of a target; paths are relative to the file to be written. */
export interface Answers {
  readonly name: string;
  readonly discovery?: string;
  readonly issuer?: string;
  readonly trust: readonly string[];
  readonly listen: string;
  readonly publicUrl?: string;
  readonly flows: readonly Flow[];
  readonly client?: { readonly certificate: string; readonly key: string };
}

/** A target file with the answers filled in, and everything else that can be said as comments. */
export function targetFileText(answers: Answers): string {
  const { client, publicUrl } = answers;
  return `# yaml-language-server: $schema=./target.schema.json
# A Data Holder under test. \${NAME} and \${NAME:-default} in any value come from the environment.
name: ${scalar(answers.name)}
profile: cdr-au

# Where it is: its configuration document. Or: issuer, or endpoints (issuer, registration, token, jwks).
${answers.discovery === undefined ? `issuer: ${scalar(answers.issuer ?? '')}` : `discovery: ${scalar(answers.discovery)}`}

# Whom we trust for the holder's server certificates, beside the public CAs: PEM files, beside this file.
${answers.trust.length === 0 ? '# trust: [holder-ca.pem]' : `trust: [${answers.trust.map(scalar).join(', ')}]`}
# Not to verify them at all is for a first look only; every report says so in red.
# insecure: true

# As whom we come. By default as a recipient with a certificate of our own CA ('dcr-conformance trust' writes it);
# else your own. { env: NAME } reads a variable instead of a file.
${
  client === undefined
    ? '# identity:\n#   certificate: client.pem\n#   key: client-key.pem\n#   signing: [signing-ps256.jwk.json]'
    : `identity:\n  certificate: ${scalar(client.certificate)}\n  key: ${scalar(client.key)}`
}

# Which Register the holder trusts. By default ours; else one with an API (brand of the recipient, ids of its software
# products, identity as registered there), or SSAs from files. Cases that need a Register of ours are then not applicable.
# register:
#   api: { discovery: 'https://register.example/idp/.well-known/openid-configuration', brand: ID, products: [ID] }
# register: { files: [product.jwt] }

# How the holder reaches us: our Register's keys and those of our software products are served here. A fixed port lets
# the holder be configured once, and lets 'cleanup' come back after a crash.
host:
  listen: ${scalar(answers.listen)}
  ${publicUrl === undefined ? '# publicUrl: https://dcr-tests.example' : `publicUrl: ${scalar(publicUrl)}`}
  # certificate: { key: host-key.pem, chain: host-chain.pem }
  # tls: off        # plain HTTP, because a proxy at publicUrl ends TLS

# Which edition of the standard applies: a day, a version ('1.33.0') or today.
asOf: today
flows: [${answers.flows.join(', ')}]

# What it can or cannot do, where its configuration document does not say.
# capabilities: { delete: false }

# What it agrees to beyond ordinary requests.
# consent: { ssrf-bait: true }

# limits: { requestMs: 10000, requestsPerSecond: 20, retryAfterMs: 30000 }

# Warnings fail the gate as well.
# strict: true

# Findings that are known and excused for a while; they never make a target conform.
# waivers:
#   - { case: registration/duplicate/*, reason: known, issue: 'https://tracker.example/1', until: '2027-01-31' }
`;
}

/** A YAML scalar on one line, quoted where it must be. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0, defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' })
    .trimEnd()
    .replace(/^([^'"].*[,[\]{}].*)$/, (plain) => `'${plain.replace(/'/g, "''")}'`);
}
