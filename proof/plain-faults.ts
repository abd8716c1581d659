import type { PlainFault } from '../holder-plain/faults.js';

/** A case that must speak, and how loudly. */
export interface Bite {
  readonly case: string;
  readonly verdict: 'failed' | 'warned' | 'noted';
}

const fails = (...cases: readonly string[]): readonly Bite[] =>
  cases.map((one) => ({ case: one, verdict: 'failed' }));
const warns = (...cases: readonly string[]): readonly Bite[] =>
  cases.map((one) => ({ case: one, verdict: 'warned' }));
const notes = (...cases: readonly string[]): readonly Bite[] =>
  cases.map((one) => ({ case: one, verdict: 'noted' }));

const created = 'registration/created/created';

/** The cases that each fault must set off. */
export const bites: Readonly<Record<PlainFault, readonly Bite[]>> = {
  'accepts-fragment': fails(
    'redirect-uris/kinds/fragment',
    'redirect-uris/kinds/one-among-good-ones',
    'management/update/invalid[fragment]',
  ),
  'accepts-javascript': fails('redirect-uris/kinds/unsafe-scheme', 'management/update/invalid[javascript]'),
  'accepts-clear-text-redirect': warns('redirect-uris/kinds/clear-text'),
  'accepts-relative-redirect': fails('redirect-uris/kinds/relative'),
  'needs-no-redirect': fails('redirect-uris/required/*', 'management/update/invalid[none]'),
  'normalises-redirects': fails('redirect-uris/kept/to-the-letter'),
  'accepts-any-method': warns('registration/methods/unknown-method'),
  'accepts-contradictions': warns('metadata/consistency/*'),
  'accepts-wrong-types': warns(
    'metadata/types/wrong-type[grant-types-text]',
    'metadata/types/wrong-type[client-name-number]',
  ),
  'refuses-unknown-members': fails('registration/tolerance/unknown-member'),
  'refuses-language-tags': fails('registration/tolerance/language-tags'),
  'registers-null': warns('registration/tolerance/null[client-uri]', 'registration/tolerance/null[logo-uri]'),
  'default-method-none': warns('metadata/defaults/auth-method'),
  'default-grants-many': warns('metadata/defaults/grant-types'),
  'echoes-unknown-algorithms': warns('metadata/algorithms/unknown-algorithm'),
  'registers-both-key-sources': fails('keys/keys/both'),
  'echoes-private-keys': warns('keys/keys/private'),
  'created-is-200': fails(created),
  'no-no-store': warns(created),
  'created-as-text': fails(created),
  'no-secret-expiry': fails(created),
  'no-secret': warns('registration/methods/basic', 'registration/methods/post'),
  'secret-for-public-clients': warns('registration/methods/public'),
  'one-secret-for-all': fails('registration/created/secret-of-its-own'),
  'issued-at-in-milliseconds': fails(created),
  'same-client-id-twice': warns(
    'registration/created/unlike-any-other',
    'isolation/clients/at-once-each-its-own',
  ),
  'numeric-client-id': fails(created),
  'no-redirect-uris-returned': fails(created),
  'no-defaults-returned': warns(created),
  'token-without-uri': fails(created),
  'html-errors': fails('errors/malformed/unreadable[text]', 'redirect-uris/kinds/fragment'),
  'refused-is-422': fails('redirect-uris/kinds/fragment'),
  'refusal-without-code': fails('redirect-uris/kinds/fragment', 'errors/malformed/unreadable[text]'),
  'description-in-unicode': fails('redirect-uris/kinds/fragment'),
  'stack-in-errors': warns('redirect-uris/kinds/fragment'),
  'crashes-on-malformed-json': fails('errors/malformed/unreadable[truncated]'),
  'reads-arrays': fails('errors/malformed/unreadable[array]'),
  'crashes-on-depth': warns('errors/odd-json/strain[deep]'),
  'takes-any-media-type': notes('registration/media-types/other-type'),
  'refuses-charset': fails('registration/created/charset'),
  'needs-no-initial-token': fails('access/initial-token/without', 'access/initial-token/wrong'),
  'initial-token-without-challenge': fails('access/initial-token/without'),
  'unverified-statements': fails('statements/statements/unsigned'),
  'request-before-statement': fails('statements/statements/precedence'),
  'statement-not-returned': fails('statements/statements/precedence'),
  'any-token-opens-all': fails(
    'isolation/clients/foreign-token-read',
    'isolation/clients/foreign-token-update',
    'isolation/clients/foreign-token-delete',
  ),
  'no-token-needed': fails(
    'management/read/unentitled[none]',
    'management/update/unentitled[none]',
    'management/delete/unentitled[none]',
  ),
  'token-in-query-accepted': notes('management/read/token-in-query'),
  'any-scheme': fails('management/read/malformed-credentials[another-scheme]'),
  'no-challenge': fails('management/read/unentitled[none]'),
  'wrong-token-is-404': fails('management/read/unentitled[garbage]', 'management/delete/gone'),
  'read-without-credentials': fails('management/read/own', 'management/update/same-again'),
  'read-forgets-members': fails('management/read/own'),
  'any-method-served': fails('management/read/unknown-method'),
  'update-merges': fails('management/update/left-out'),
  'update-has-no-effect': fails('management/update/other-redirect-uri'),
  'update-of-another-client': warns('management/update/another-client'),
  'update-chooses-secret': fails('management/update/chosen-secret'),
  'update-sets-server-members': warns(
    'management/update/server-members[token]',
    'management/update/server-members[issued-at]',
  ),
  'update-unexamined': fails('management/update/invalid'),
  'deleted-is-200': fails('management/delete/own'),
  'delete-keeps-client': fails('management/delete/gone', 'management/delete/unusable'),
  'deletes-everybody': warns('isolation/clients/delete-one'),
  'any-secret': fails('use/token-endpoint/wrong-secret'),
  'no-secret-asked': fails('use/token-endpoint/no-credentials'),
  'any-method': notes('use/token-endpoint/other-method'),
  'basic-without-challenge': fails('use/token-endpoint/basic-challenge'),
  'recognises-no-post': fails('use/token-endpoint/each-method'),
  'stranger-is-404': fails('use/strangers/stranger'),
  'metadata-as-text': fails('server/metadata/document'),
  'metadata-without-endpoint': warns('server/metadata/document'),
  'implicit-to-localhost': fails('metadata/implicit-web-clients/unsafe-uri'),
  'default-responses-many': warns('metadata/defaults/response-types'),
  'keyless-private-key-jwt': warns('keys/keys/no-keys'),
  'rotates-to-a-dead-token': fails('management/read/again'),
  'update-renames-client': fails('management/update/same-again'),
  'forgets-simultaneous-clients': warns('isolation/clients/at-once'),
  'unregistered-issuer': fails('server/metadata/document'),
};

/** Faults of what only a server with initial access tokens and trusted statements does. */
export const guarded: readonly PlainFault[] = [
  'needs-no-initial-token',
  'initial-token-without-challenge',
  'unverified-statements',
  'request-before-statement',
  'statement-not-returned',
];

/** Faults that only those meet who name the registration endpoint itself. */
export const byEndpoint: readonly PlainFault[] = ['metadata-without-endpoint'];
