/** Client metadata and answers: JSON objects. */
export type Members = Readonly<Record<string, unknown>>;

/** Why a registration is refused (RFC 7591 section 3.2.2). */
export interface Problem {
  readonly error: string;
  readonly description: string;
}

export interface PlainClient {
  readonly id: string;
  readonly issuedAt: number;
  readonly secret: string | undefined;
  readonly token: string;
  readonly metadata: Members;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it stands. */
  readonly body: Members | string;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly contentType: string;
  readonly body: string;
}

/** What the server knows while it answers. */
export interface Registry {
  readonly issuer: string;
  readonly clients: Map<string, PlainClient>;
}

/** Whatever a server of RFC 7591 decides; a fault puts another decision in the place of one of these. */
export interface Rules {
  /** The metadata of a request. */
  readonly parse: (call: Call) => Members | Problem;
  /** Metadata as it will be registered, defaults filled in. */
  readonly examine: (asked: Members) => Members | Problem;
  readonly statement: (asked: Members) => Promise<Members | Problem>;
  readonly newId: (registry: Registry) => string;
  readonly newSecret: (metadata: Members) => string | undefined;
  /** The client information response. */
  readonly inform: (
    client: PlainClient,
    registry: Registry,
    occasion: 'register' | 'read' | 'update',
  ) => Members;
  readonly refuse: (problem: Problem) => Reply;
  /** Decides on any answer of the registration and configuration endpoints before it leaves. */
  readonly finish: (reply: Reply, call: Call) => Reply;
  /** Whether the initial access token is right. */
  readonly mayRegister: (authorization: string | undefined) => boolean;
  readonly mayManage: (call: Call, client: PlainClient, registry: Registry) => boolean;
  /** The client after an update. */
  readonly update: (client: PlainClient, asked: Members, rules: Rules) => PlainClient | Problem;
  readonly remove: (client: PlainClient, registry: Registry) => void;
  /** Whether the token endpoint takes a client for who it says it is. */
  readonly recognise: (client: PlainClient, shown: Shown) => boolean;
  readonly metadataDocument: (registry: Registry) => Members;
}

/** How a client shows itself to the token endpoint. */
export interface Shown {
  readonly method: string;
  readonly secret: string | undefined;
}

export function isProblem(value: Members | Problem | PlainClient): value is Problem {
  return 'error' in value && 'description' in value;
}
