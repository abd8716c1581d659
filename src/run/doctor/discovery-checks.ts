import { Unproven } from '../../nouns/errors.js';
import { bodyFault, headerValues, type Answer } from '../../nouns/exchange.js';
import { isJsonObject, type JsonObject } from '../../nouns/json.js';
import { documentOf, factsFrom } from '../../recipient/preflight.js';
import type { Checkup, Patient } from './checkup.js';
import { faulty, sound, type Diagnosis, type Finding } from './diagnosis.js';

/** What the target publishes about itself. */
export const discoveryChecks: readonly Checkup[] = [
  {
    id: 'discovery',
    title: 'the configuration document is one',
    needs: ['answer'],
    blocks: true,
    examine: (patient) => Promise.resolve({ finding: documentFinding(patient) }),
  },
  {
    id: 'endpoints',
    title: 'issuer and endpoints are consistent',
    needs: ['discovery'],
    blocks: true,
    examine: (patient) => {
      const wrong = endpointFault(patient);
      if (wrong !== undefined) return Promise.resolve({ finding: faulty(wrong) });
      const { ground } = patient;
      const facts = factsFrom(documentIn(patient), ground.discoveryUrl, ground.target);
      const { registration, token } = facts.endpoints;
      return Promise.resolve({
        finding: sound(`issuer ${facts.issuer}; registration ${registration}; token ${token}`),
        learnt: { facts },
      });
    },
  },
];

function documentIn({ ground, answer }: Patient): JsonObject {
  const { where } = ground.target;
  if (where.kind === 'endpoints') return documentOf(where.endpoints);
  if (!isJsonObject(answer?.json)) throw new Unproven('there is no configuration document');
  return answer.json;
}

function documentFinding({ ground, answer }: Patient): Finding {
  const { target, discoveryUrl } = ground;
  if (target.where.kind === 'endpoints') return sound(`none is needed: ${target.file} names the endpoints`);
  if (answer === undefined) throw new Unproven('the target gave no answer');
  const cure = `check discovery (or issuer) in ${target.file}: it must be the URL of the holder's openid-configuration`;
  const wrong = (fault: Diagnosis['fault'], cause: string, cured = cure): Finding =>
    faulty({ fault, cause, evidence: startOf(answer), cure: cured });
  if (answer.status >= 300 && answer.status < 400) {
    const [location] = headerValues(answer.headers, 'location');
    return wrong(
      'discovery-redirects',
      `${discoveryUrl} redirects instead of answering`,
      `give the address it redirects to, if that is the holder's${location === undefined ? '' : ` (${location.slice(0, 200)})`}; recipients follow no redirect`,
    );
  }
  const isHtml =
    /html/i.test(headerValues(answer.headers, 'content-type')[0] ?? '') ||
    /^\s*<(?:!doctype|html)/i.test(answer.body);
  if (isHtml) {
    return wrong(
      'discovery-html',
      `${discoveryUrl} answers with a web page`,
      `a proxy, a login page or another server stands there; ${cure}`,
    );
  }
  if (answer.status !== 200)
    return wrong('discovery-status', `${discoveryUrl} answers ${answer.status} instead of 200`);
  if (!isJsonObject(answer.json)) {
    return wrong(
      'discovery-not-json',
      `${discoveryUrl} answers with ${bodyFault(answer) ?? 'no JSON object'}`,
    );
  }
  return sound(`${Object.keys(answer.json).length} members`);
}

function endpointFault(patient: Patient): Diagnosis | undefined {
  const { ground } = patient;
  const { target, discoveryUrl } = ground;
  const document = documentIn(patient);
  const { issuer } = document;
  const expected = target.where.kind === 'discovery' ? target.where.issuer : undefined;
  if (typeof issuer !== 'string') {
    return missing(
      'issuer',
      issuer === undefined ? 'it is absent' : `it is ${JSON.stringify(issuer).slice(0, 100)}`,
    );
  }
  if (expected !== undefined && expected !== issuer) {
    return {
      fault: 'wrong-issuer',
      cause: `the configuration document is another issuer's`,
      evidence: `${discoveryUrl} says issuer ${issuer}, ${target.file} says ${expected}`,
      cure: `write issuer: ${issuer} in ${target.file} if that is the holder, to the letter; else give the right address`,
    };
  }
  const aliases = isJsonObject(document['mtls_endpoint_aliases']) ? document['mtls_endpoint_aliases'] : {};
  for (const member of ['registration_endpoint', 'token_endpoint']) {
    const url = aliases[member] ?? document[member];
    if (typeof url !== 'string' || !URL.canParse(url)) {
      return missing(
        member,
        url === undefined ? 'it is absent' : `it is ${JSON.stringify(url).slice(0, 200)}`,
      );
    }
    if (new URL(url).protocol !== 'https:' && ground.holder === undefined) {
      return {
        fault: 'endpoint-http',
        cause: `the ${member} is no https URL`,
        evidence: `${discoveryUrl} says ${member} ${url}`,
        cure: 'let the holder publish the address under which recipients reach it over mutual TLS (behind a proxy: its external base URL)',
      };
    }
  }
  return undefined;

  function missing(member: string, evidence: string): Diagnosis {
    return {
      fault: 'endpoint-missing',
      cause: `the configuration document names no usable ${member}`,
      evidence: `${discoveryUrl}: ${evidence}`,
      cure: `check that it is the CDR holder's document; a target without one can name its endpoints in ${target.file}`,
    };
  }
}

function startOf(answer: Answer): string {
  const type = headerValues(answer.headers, 'content-type')[0] ?? 'no Content-Type';
  const body = answer.body.slice(0, 80).replace(/\s+/g, ' ').trim();
  return `${answer.status}, ${type}, ${body === '' ? 'empty body' : `body begins ${JSON.stringify(body)}`}`;
}
