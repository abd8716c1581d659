/**
 * Speaks to the server behind the gateway, one request after the other: Glewlwyd on SQLite answers some of several
 * registrations at once with 500, now and then, which would make every run another one.
 * @param {string} origin
 */
export function upstream(origin) {
  let last = Promise.resolve();
  function ask(path, request) {
    const answer = last.then(() => exchange(path, request));
    last = answer.catch(() => undefined);
    return answer;
  }
  async function exchange(path, { method = 'GET', headers = {}, body } = {}) {
    const response = await fetch(`${origin}${path}`, { method, headers, body, redirect: 'manual' });
    const text = await response.text();
    const type = response.headers.get('content-type');
    return {
      status: response.status,
      headers: Object.fromEntries(
        ['content-type', 'cache-control', 'pragma', 'www-authenticate'].flatMap((name) =>
          response.headers.has(name) ? [[name, response.headers.get(name)]] : [],
        ),
      ),
      body: text,
      json: type?.startsWith('application/json') === true ? parsed(text) : undefined,
    };
  }
  const asJson = (value, bearer) => ({
    headers: { 'content-type': 'application/json', ...(bearer === undefined ? {} : authorization(bearer)) },
    body: JSON.stringify(value),
  });
  return {
    get: (path, bearer) => ask(path, { headers: bearer === undefined ? {} : authorization(bearer) }),
    post: (path, value) => ask(path, { method: 'POST', ...asJson(value) }),
    put: (path, value, bearer) => ask(path, { method: 'PUT', ...asJson(value, bearer) }),
    delete: (path, bearer) => ask(path, { method: 'DELETE', headers: authorization(bearer) }),
    /** As it came. */
    pass: (path, method, headers, body) => ask(path, { method, headers, body }),
  };
}

const authorization = (bearer) => ({ authorization: `Bearer ${bearer}` });

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
