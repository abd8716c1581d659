import { troubleText, type Trouble } from '../../nouns/trouble.js';

/** What can be wrong with a set-up, each by one name: what `doctor` prints, tests assert and scripts look for. */
export type FaultName =
  // Files of the user's
  | 'target-file'
  | 'key-unreadable'
  | 'key-open-to-others'
  | 'files-swapped'
  | 'keys-do-not-belong'
  | 'certificate-expired'
  | 'certificate-expires-soon'
  | 'not-a-client-certificate'
  | 'signing-key-unfit'
  | 'trust-unreadable'
  | 'name-not-in-own-certificate'
  // Our host
  | 'own-port-taken'
  | 'public-url-unreachable'
  | 'public-url-untrusted'
  | 'public-url-is-another-server'
  // A Register that we do not play
  | 'register-unusable'
  | 'pool-used-up'
  // The road to the target
  | 'proxy-setting'
  | 'proxy-unusable'
  | 'proxy-credentials'
  | 'proxy-refuses'
  | 'not-reached-by-proxy'
  | 'name-not-resolving'
  | 'port-closed'
  | 'no-answer'
  | 'not-tls'
  | 'tls-version'
  | 'untrusted-authority'
  | 'server-certificate-expired'
  | 'wrong-server-name'
  | 'clock-off'
  // What it publishes
  | 'discovery-redirects'
  | 'discovery-status'
  | 'discovery-html'
  | 'discovery-not-json'
  | 'wrong-issuer'
  | 'endpoint-missing'
  | 'endpoint-http'
  | 'brand-unknown'
  // Registering
  | 'client-certificate-refused'
  | 'rate-limited'
  | 'target-cannot-reach-us'
  | 'registration-fails'
  | 'target-distrusts-our-host'
  | 'other-register'
  | 'ssa-refused'
  | 'registration-refused'
  | 'token-refused'
  | 'read-refused'
  | 'update-refused'
  | 'delete-refused';

/** A trouble by its name. */
export interface Diagnosis extends Trouble {
  readonly fault: FaultName;
}

/** What a check came to. Advice is worth reading, but stops nothing. */
export type Finding =
  | { readonly state: 'sound'; readonly saw: string }
  | { readonly state: 'advice'; readonly diagnosis: Diagnosis }
  | { readonly state: 'faulty'; readonly diagnosis: Diagnosis }
  | { readonly state: 'not-attempted'; readonly because: string };

export interface Checked {
  readonly id: string;
  readonly title: string;
  /** Whether a fault here makes a conformance run pointless. */
  readonly blocks: boolean;
  readonly finding: Finding;
}

export const sound = (saw: string): Finding => ({ state: 'sound', saw });
export const faulty = (diagnosis: Diagnosis): Finding => ({ state: 'faulty', diagnosis });

/** The first fault that makes a run pointless. */
export function blockingFault(checked: readonly Checked[]): Diagnosis | undefined {
  for (const { blocks, finding } of checked) {
    if (blocks && finding.state === 'faulty') return finding.diagnosis;
  }
  return undefined;
}

/** A diagnosis as the message of an error, with the fault's name behind the cause. */
export function diagnosisText({ fault, cause, ...seen }: Diagnosis): string {
  return troubleText({ cause: `${cause} [${fault}]`, ...seen });
}
