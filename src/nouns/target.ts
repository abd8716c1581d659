import type { JsonObject } from './json.js';
import type { Flow } from './requirement.js';

/** An unmet finding that the target's owner excuses for a while. */
export interface Waiver {
  /** Pattern of case addresses: `*` one path element, `**` any number. */
  readonly case: string;
  readonly check?: string;
  readonly reason: string;
  readonly issue?: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly line: number;
}

/** Where the target is: a holder that we start ourselves, a configuration document, a brand in the Register, or named endpoints. */
export type Whereabouts =
  | {
      readonly kind: 'embedded';
      readonly faults: readonly string[];
      readonly variations: readonly string[];
    }
  /** `issuer` where the file names one: the document must then name the same. */
  | { readonly kind: 'discovery'; readonly url: string; readonly issuer?: string }
  /** `dataHolderBrandId` of Get Data Holder Brands; the Register tells the rest. */
  | { readonly kind: 'brand'; readonly id: string }
  | { readonly kind: 'endpoints'; readonly endpoints: NamedEndpoints }
  /** An issuer, a configuration document or a registration endpoint: the profile's dialect finds out. */
  | { readonly kind: 'url'; readonly url: string };

/** A target that publishes no configuration document, or none that we can reach. */
export interface NamedEndpoints {
  readonly issuer: string;
  readonly registration: string;
  readonly token: string;
  readonly jwks?: string;
  /** Further members as a configuration document would have them, such as the algorithms that the target supports. */
  readonly metadata: JsonObject;
}

/**
 * Where a key or a certificate is. A variable is named, not filled in, so that no secret enters a plan or a report.
 */
export type Source =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'env'; readonly name: string };

/** As whom we come, where the target trusts another CA than ours or knows our keys beforehand. */
export interface IdentitySettings {
  /** PEM, leaf first. */
  readonly certificate?: Source;
  /** PEM (PKCS#8, PKCS#1 or SEC 1) of the certificate's key. */
  readonly key?: Source;
  /** PEM or JWK of private keys that sign: RSA as PS256, P-256 as ES256. */
  readonly signing: readonly Source[];
}

/** A Register over its API: software products of one of its recipients' brands. */
export interface RegisterApi {
  readonly kind: 'api';
  /** URL of the Register's OpenID configuration, or its token endpoint itself. */
  readonly discovery?: string;
  readonly token?: string;
  /** Base URL of Get SSA and Get Data Holder Brands (`.../cdr-register/v1`); by default beside the token endpoint. */
  readonly base?: string;
  readonly industry: string;
  /** Version of Get SSA that is asked for. */
  readonly ssaVersion: number;
  /** Id of the recipient's brand. */
  readonly brandId: string;
  /** Ids of the software products that cases may use. */
  readonly products: readonly string[];
  /** Client of the access token, where the Register wants another than the product itself. */
  readonly clientId?: string;
}

/** Statements that somebody else obtained: no Register is asked. */
export interface RegisterFiles {
  readonly kind: 'files';
  readonly statements: readonly Source[];
}

/** A Register that the harness does not play. */
export type OutsideRegister = (RegisterApi | RegisterFiles) & {
  /** PEM files of further authorities for the Register's server certificates. */
  readonly trust: readonly string[];
  /** URL of the keys that verify its statements, for the embedded holder. */
  readonly jwks?: string;
};

/** How the target reaches the host that serves our Register and our products' keys. */
export interface HostSettings {
  readonly listen: { readonly host: string; readonly port: number };
  /** Base URL under which the target reaches the listener; by default `https://localhost:PORT`. */
  readonly publicUrl?: string;
  /** PEM files of the listener's own certificate; by default one of our cast's CA. */
  readonly certificate?: { readonly key: string; readonly chain: string };
  /** The listener speaks plain HTTP, because a proxy in front of it, at the public URL, ends TLS. */
  readonly plain?: true;
}

export interface Limits {
  /** Deadline of one request, milliseconds. */
  readonly requestMs: number;
  /** Largest answer that is read, bytes. */
  readonly bodyBytes: number;
  readonly requestsPerSecond?: number;
  /** Longest wait that a 429 with Retry-After may ask for, milliseconds; a longer one leaves the case unproven. */
  readonly retryAfterMs: number;
}

/** How clients are registered where a profile leaves that open (RFC 7591); left out is guessed from what is discovered. */
export interface RegistrationOptions {
  readonly initialAccessToken?: Source;
  /** Redirect URIs of a client, at least two; `{id}` stands for a value of its own for each client. */
  readonly redirectUris?: readonly string[];
  /** Space-separated. */
  readonly scope?: string;
  readonly grantTypes?: readonly string[];
  readonly authMethod?: string;
  /** Sent with every request to the registration endpoint. */
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of every registration. */
  readonly metadata: JsonObject;
  readonly softwareStatement?: SoftwareStatementOptions;
}

/** A statement as it stands, or an issuer that the target trusts and whose key we hold under `identity.signing`. */
export type SoftwareStatementOptions = { readonly always: boolean } & (
  { readonly statement: Source } | { readonly issuer: string }
);

/** A Data Holder under test, as its target file describes it; defaults filled in. */
export interface Target {
  readonly name: string;
  readonly file: string;
  readonly profile: string;
  readonly where: Whereabouts;
  /** PEM files of further authorities that we trust for the target's server certificates. */
  readonly trust: readonly string[];
  /** The target's certificates are not verified at all; every report says so. */
  readonly insecure?: true;
  readonly identity?: IdentitySettings;
  /** The Register that the target trusts; undefined: the harness plays it. */
  readonly register?: OutsideRegister;
  readonly host: HostSettings;
  readonly registration: RegistrationOptions;
  /** Day whose edition of the standard applies, `YYYY-MM-DD`; in a target that was just read, also an edition's version. */
  readonly asOf: string;
  /** Flows that the target claims; undefined: as its discovery document says. */
  readonly flows?: readonly Flow[];
  /** Capabilities that the file states; others come from discovery or from the pre-flight. */
  readonly capabilities: Readonly<Record<string, boolean>>;
  /** What the target's owner agrees to, by name (`ssrf-bait`); what is not named is not done. */
  readonly consent: Readonly<Record<string, boolean>>;
  readonly limits: Limits;
  /** Warnings fail the gate as well. */
  readonly strict: boolean;
  readonly waivers: readonly Waiver[];
}
