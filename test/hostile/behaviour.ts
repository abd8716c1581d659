import type { IncomingMessage, RequestListener } from 'node:http';
import type { Server, Socket } from 'node:net';

import type { Paper } from '../doctor-lab.js';

/** Where a hostile holder misbehaves. */
export const places = ['discovery', 'registration', 'token', 'management'] as const;

export type Place = (typeof places)[number] | 'jwks';

/** What a stranger's answer would have been, had the holder been left alone. */
export interface Honest {
  readonly status: number;
  /** As on the wire: name, value, name, value ... without framing and connection fields. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** One request that has run into a hostile place. */
export interface Trap {
  readonly request: IncomingMessage;
  readonly place: Place;
  readonly socket: Socket;
  /** How often the place was asked before. */
  readonly times: number;
  /** Asks the holder behind, which then really does what was asked of it. */
  readonly honest: () => Promise<Honest>;
  /** Base URL of this server, and of a stranger's that notes who comes. */
  readonly self: string;
  readonly elsewhere: string;
  /** Ends the TCP connection with RST. */
  readonly reset: () => void;
  /** Stops listening and ends every connection. */
  readonly shut: () => void;
  /** Shows this certificate on every later connection, and ends the ones that are open. */
  readonly changeCertificate: (paper: Paper) => void;
}

/** Certificates and addresses that misbehaviour needs. */
export interface Props {
  readonly good: Paper;
  readonly expired: Paper;
  readonly wrongName: Paper;
  readonly selfSigned: Paper;
  readonly foreign: Paper;
  /** A port on which nobody listens. */
  readonly closedPort: number;
}

/**
 * What a run has to make of it. `harmless`: every case passes. `silent`: no answer comes, so nothing is proven.
 * `broken`: an answer that does not satisfy. In both the cause is named, and at the discovery place the run ends with
 * exit code 3 before the first case.
 */
export type Due =
  { readonly kind: 'harmless' } | { readonly kind: 'silent' | 'broken'; readonly cause: RegExp };

export interface Behaviour {
  readonly what: string;
  /** By default all four. */
  readonly places?: readonly Place[];
  readonly due: Due | ((place: Place) => Due);
  /** Where a request that ought to be refused is refused recognisably all the same. */
  readonly refusesStill?: readonly Place[];
  /** Deals with one request, instead of the holder behind. */
  readonly answer?: (trap: Trap, props: Props) => unknown;
  /** Listens in the place of the endpoint, instead of a sound TLS server. */
  readonly listener?: (props: Props, serve: RequestListener) => Server;
  /** Alters the configuration document: `at` is where the endpoint of the place would be. */
  readonly address?: (props: Props, elsewhere: string) => string;
}

export type Behaviours = Readonly<Record<string, Behaviour>>;

export const harmless: Due = { kind: 'harmless' };
export const silent = (cause: RegExp): Due => ({ kind: 'silent', cause });
export const broken = (cause: RegExp): Due => ({ kind: 'broken', cause });
