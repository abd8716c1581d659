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

/** Where the target is: a holder that we start ourselves, or a URL. */
export type Whereabouts =
  | {
      readonly kind: 'embedded';
      readonly faults: readonly string[];
      readonly variations: readonly string[];
    }
  | { readonly kind: 'discovery'; readonly url: string };

/** How the target reaches the host that serves our Register and our products' keys. */
export interface HostSettings {
  readonly listen: { readonly host: string; readonly port: number };
  /** Base URL under which the target reaches the listener; by default `https://localhost:PORT`. */
  readonly publicUrl?: string;
  /** PEM files of the listener's own certificate; by default one of our cast's CA. */
  readonly certificate?: { readonly key: string; readonly chain: string };
}

export interface Limits {
  /** Deadline of one request, milliseconds. */
  readonly requestMs: number;
  /** Largest answer that is read, bytes. */
  readonly bodyBytes: number;
  readonly requestsPerSecond?: number;
}

/** A Data Holder under test, as its target file describes it; defaults filled in. */
export interface Target {
  readonly name: string;
  readonly file: string;
  readonly profile: string;
  readonly where: Whereabouts;
  /** PEM files of further authorities that we trust for the target's server certificates. */
  readonly trust: readonly string[];
  readonly host: HostSettings;
  /** Day whose edition of the standard applies, `YYYY-MM-DD`; in a target that was just read, also an edition's version. */
  readonly asOf: string;
  /** Flows that the target claims; undefined: as its discovery document says. */
  readonly flows?: readonly Flow[];
  /** Capabilities that the file states; others come from discovery or from the pre-flight. */
  readonly capabilities: Readonly<Record<string, boolean>>;
  readonly limits: Limits;
  /** Warnings fail the gate as well. */
  readonly strict: boolean;
  readonly waivers: readonly Waiver[];
}
