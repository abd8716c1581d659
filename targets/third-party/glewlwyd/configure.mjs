import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { debianFile } from '../lib/debian.mjs';

/**
 * Writes Glewlwyd's database and configuration file into a folder and gives the path of the latter. The OIDC plug-in
 * is one row of the database, as its administration pages would have written it.
 * @param {{ folder: string, port: number, publicUrl: string, scopes?: string[], tokenSeconds?: number }} options
 *   `publicUrl`: what clients see, which is another origin when a gateway stands in front;
 *   `scopes`: those that a client_credentials client is given.
 */
export function configure({ folder, port, publicUrl, scopes = [], tokenSeconds = 3600 }) {
  const database = join(folder, 'glewlwyd.db');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const plugin = {
    iss: `${publicUrl}/api/oidc`,
    'jwt-type': 'rsa-pss',
    'jwt-key-size': '256',
    key: privateKey,
    cert: publicKey,
    'access-token-duration': tokenSeconds,
    'refresh-token-duration': 1209600,
    'code-duration': 600,
    'refresh-token-rolling': true,
    'allow-non-oidc': true,
    'auth-type-code-enabled': true,
    'auth-type-client-enabled': true,
    'auth-type-refresh-enabled': true,
    'auth-type-token-enabled': false,
    'auth-type-none-enabled': false,
    'auth-type-password-enabled': false,
    scope: [],
    'additional-parameters': [],
    claims: [],
    'jwks-show': true,
    'jwks-x5c': [],
    'subject-type': 'public',
    'request-parameter-allow': true,
    'request-uri-allow-https-non-secure': true,
    'client-pubkey-parameter': 'pubkey',
    'client-jwks-parameter': 'jwks',
    'client-jwks_uri-parameter': 'jwks_uri',
    'pkce-allowed': true,
    'pkce-method-plain-allowed': false,
    'introspection-revocation-allowed': true,
    'introspection-revocation-auth-scope': [],
    'introspection-revocation-allow-target-client': true,
    'register-client-allowed': true,
    'register-client-management-allowed': true,
    // An empty list is open registration.
    'register-client-auth-scope': [],
    'register-client-credentials-scope': scopes,
    'register-client-token-one-use': false,
    'register-resource-specify-allowed': false,
    'register-resource-default': [],
    'register-default-properties': {},
  };
  const quote = (value) => `'${value.replaceAll("'", "''")}'`;
  execFileSync('sqlite3', [database], {
    input: [
      readFileSync(debianFile('glewlwyd', 'data/glewlwyd/install/sqlite3'), 'utf8'),
      `INSERT INTO g_plugin_module_instance(gpmi_module, gpmi_name, gpmi_display_name, gpmi_parameters, gpmi_enabled)
         VALUES('oidc', 'oidc', 'OIDC', ${quote(JSON.stringify(plugin))}, 1);`,
      ...scopes.map(
        (scope) =>
          `INSERT INTO g_scope(gs_name, gs_display_name, gs_password_required, gs_password_max_age)
             VALUES(${quote(scope)}, ${quote(scope)}, 0, 0);`,
      ),
    ].join('\n'),
  });
  const library = dirname(dirname(debianFile('glewlwyd', 'plugin/libprotocol_oidc.so')));
  const path = join(folder, 'glewlwyd.conf');
  writeFileSync(
    path,
    `port=${port}
bind_address="127.0.0.1"
external_url="${publicUrl}"
login_url="login.html"
api_prefix="api"
log_mode="console"
log_level="WARNING"
cookie_domain="127.0.0.1"
cookie_secure=0
session_expiration=2419200
session_key="GLEWLWYD2_SESSION_ID"
admin_session_authentication="cookie"
profile_session_authentication="cookie"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="${library}/user"
client_module_path="${library}/client"
user_auth_scheme_module_path="${library}/scheme"
plugin_module_path="${library}/plugin"
use_secure_connection=false
secure_connection_key_file=""
secure_connection_pem_file=""
secure_connection_ca_file=""
hash_algorithm="SHA512"
database = { type="sqlite3" path="${database}" };
`,
  );
  return path;
}
