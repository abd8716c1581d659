/** Starts and steers a reference Data Holder. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { alter, loadCatalogue } from './alterations.js';
import { createAuthorisationServer, generateServerKeys } from './authorisation-server.js';
import type { HolderConfig } from './config.js';
import type { Addresses, Context } from './context.js';
import { createEdge } from './edge.js';
import { editionOn } from './edition.js';
import { asText } from './json.js';
import { opaqueToken } from './jwt-token.js';
import { createKeySets, type KeySetRules } from './key-sets.js';
import { openListeners, type Ports } from './listeners.js';
import { createOutbound, type OutboundRules } from './outbound.js';
import { strictRules } from './rules/strict.js';
import type { TransportRules } from './rules/transport.js';
import type { Rules } from './rules/types.js';
import { watchStatuses } from './status-watch.js';
import { createStore } from './store.js';

export type Active = { readonly faults: readonly string[]; readonly variations: readonly string[] };

export type HolderAddress = {
  readonly issuer: string;
  /** URL of the discovery document. */
  readonly discovery: string;
  readonly tlsPort: number;
  readonly mtlsPort: number;
};

export type RunningHolder = {
  readonly address: () => HolderAddress;
  readonly active: () => Active;
  readonly count: () => number;
  readonly softwareIds: () => readonly string[];
  /** Forgets all registrations, tokens, used jtis and copies of keys. */
  readonly reset: () => void;
  /** Looks at the statuses in the Register now. */
  readonly poll: () => Promise<void>;
  /** Replaces the active faults and variations; true if the address has to be told anew. Throws UnknownAlteration. */
  readonly alter: (active: Partial<Active>) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

export type HolderOptions = { readonly log?: (line: string) => void; readonly now?: () => number };

/** Starts a holder on the ports of the configuration. Throws UnknownAlteration, and errors of the listeners. */
export const startHolder = async (
  config: HolderConfig,
  options: HolderOptions = {},
): Promise<RunningHolder> => {
  const { log = () => undefined, now = Date.now } = options;
  const catalogue = await loadCatalogue();
  const store = createStore();
  const outbound = createOutbound(config.trust);
  const keySets = createKeySets(outbound.readJson, now);
  const edition = editionOn(config.day, config.flows);
  const keys = generateServerKeys();
  const baseRules = configured(strictRules, config);

  const rulesFor = ({ faults, variations }: Active): Rules =>
    alter(alter(baseRules, variations, catalogue.variations), faults, [
      ...catalogue.faults,
      ...catalogue.hopeless,
    ]);

  let active: Active = { faults: config.faults, variations: config.variations };
  let rules = rulesFor(active);

  let handler: (req: IncomingMessage, res: ServerResponse) => unknown = (_req, res) => res.destroy();
  const open = (wanted: Ports) =>
    openListeners(config.listen.host, wanted, material(config), rules, (req, res) => void handler(req, res));
  let listeners = await open({ tls: config.listen.tlsPort, mtls: config.listen.mtlsPort });
  const { ports } = listeners;
  const watch = watchStatuses(config.register.baseUri, () => rules, store, outbound.readVersioned, now);

  const origin = (port: number): string => `https://${config.publicHost}:${port}`;
  const server = createAuthorisationServer(origin(ports.tls), store, keys);

  const addresses = (): Addresses => ({
    issuer: rules.issuer(`${origin(ports.tls)}${rules.pathPrefix}`),
    tls: `${origin(ports.tls)}${rules.pathPrefix}`,
    mtls: `${origin(ports.mtls)}${rules.pathPrefix}`,
  });

  const context = (): Context => ({
    rules,
    altered: active.faults.length + active.variations.length > 0,
    edition,
    store,
    keySets,
    readJson: outbound.readJson,
    findToken: async (token) => {
      const opaque =
        rules.tokenFormat === 'jwt' && token.includes('.') ? await opaqueToken(token, keys) : token;
      return opaque === undefined ? undefined : server.findToken(opaque);
    },
    registerAnswered: watch.answered,
    addresses: addresses(),
    register: config.register,
    now,
    randomId: randomUUID,
  });

  server.provider.use(createEdge({ context, server, keys, mtlsPort: ports.mtls, log }));
  server.provider.on('server_error', (_ctx: unknown, error: Error) => {
    log(`provider: ${error.stack}`);
  });
  handler = server.provider.callback();

  return {
    address: () => ({
      issuer: addresses().issuer,
      discovery: `${addresses().tls}/.well-known/openid-configuration`,
      tlsPort: ports.tls,
      mtlsPort: ports.mtls,
    }),
    active: () => active,
    count: () => store.all().length,
    softwareIds: () => store.all().map(({ document }) => asText(document.software_id)),
    reset: () => {
      store.clear();
      keySets.clear();
      server.clear();
    },
    poll: watch.poll,
    alter: async (wanted) => {
      const next = { ...active, ...wanted };
      const before = transport(rules);
      const address = JSON.stringify(addresses());
      rules = rulesFor(next);
      active = next;
      if (transport(rules) === before) return JSON.stringify(addresses()) !== address;
      await listeners.close();
      listeners = await open(ports);
      return true;
    },
    stop: async () => {
      watch.stop();
      await listeners.close();
      await outbound.close();
    },
  };
};

const configured = (rules: Rules, config: HolderConfig): Rules => {
  const { tokenSeconds, statusPollSeconds, keyCacheSeconds: cacheSeconds, outboundSeconds } = config;
  const patient = (outbound: OutboundRules): OutboundRules => ({
    ...outbound,
    timeoutMs: outboundSeconds * 1000,
  });
  const keySet = (set: KeySetRules): KeySetRules => ({
    ...set,
    cacheSeconds,
    outbound: patient(set.outbound),
  });
  return {
    ...rules,
    tokenSeconds,
    statusPollSeconds,
    registerKeys: keySet(rules.registerKeys),
    recipientKeys: keySet(rules.recipientKeys),
    assertionKeys: keySet(rules.assertionKeys),
    sectorOutbound: patient(rules.sectorOutbound),
    statusOutbound: patient(rules.statusOutbound),
  };
};

const material = ({ tls, clientCa, clientCrl }: HolderConfig) => ({
  ...tls,
  clientCa,
  ...(clientCrl === undefined ? {} : { crl: clientCrl }),
});

/** The rules that the TLS stack was told when the ports were opened. */
const transport = (rules: TransportRules): string =>
  JSON.stringify([
    rules.minTlsVersion,
    rules.maxTlsVersion,
    rules.ciphers,
    rules.dhe,
    rules.plainAsks,
    rules.certificateRefusal,
    rules.noCertificateTolerated,
    rules.certificateTolerated !== undefined,
    rules.serverCertificate,
  ]);
