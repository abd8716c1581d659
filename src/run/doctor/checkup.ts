import type { Answer } from '../../nouns/exchange.js';
import type { Exchange } from '../../nouns/exchange.js';
import type { Facts } from '../../nouns/facts.js';
import type { Flow } from '../../nouns/requirement.js';
import type { Journal, Scene } from '../../recipient/scene.js';
import type { Ground } from '../ground.js';
import type { Plugins } from '../plugins.js';
import type { Finding } from './diagnosis.js';

/** What one valid registration showed: its exchange, and who came to our host meanwhile. */
export interface Probe {
  readonly exchange: Exchange;
  /** Fetches of our Register's keys, and of the product's documents. */
  readonly register: number;
  readonly product: number;
  /** TLS connections to our host that the other side broke off. */
  readonly handshakes: readonly string[];
}

/** Everything that the examination knows so far. */
export interface Patient {
  readonly ground: Ground;
  readonly plugins: Plugins;
  readonly journal: Journal;
  readonly flow: Flow;
  /** First answer of the target, with the local time in the middle of the exchange. */
  readonly answer?: Answer;
  readonly answeredAt?: Date;
  readonly facts?: Facts;
  readonly scene?: Scene;
  readonly probe?: Probe;
  /** Life-cycle requests that were accepted, with their status. */
  readonly accepted: ReadonlyMap<string, number>;
}

export interface Examined {
  readonly finding: Finding;
  readonly learnt?: Partial<Patient>;
}

/** One distinct check of the doctor. */
export interface Checkup {
  readonly id: string;
  readonly title: string;
  /** Checks that have to be sound before this one makes sense. */
  readonly needs: readonly string[];
  /** Whether a fault makes a conformance run pointless; what is a matter of conformance does not. */
  readonly blocks: boolean;
  /** A fault counts only if a registration does not succeed all the same. */
  readonly provisional?: true;
  readonly examine: (patient: Patient) => Promise<Examined>;
}
