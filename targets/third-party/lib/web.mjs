import { Readable } from 'node:stream';

/** A node:http request as the Request of the Fetch standard, which libraries for edge runtimes are written for. */
export function toWebRequest(incoming, origin) {
  const { method, url } = incoming;
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at], incoming.rawHeaders[at + 1]);
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(url, origin), {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}),
  });
}

/** Sends a Response of the Fetch standard as the answer to a node:http request. */
export async function sendWebResponse(response, outgoing) {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** A node:http listener for a handler that takes a Request and gives a Response. */
export function webListener(handle, origin) {
  return (incoming, outgoing) => {
    Promise.resolve(handle(toWebRequest(incoming, origin)))
      .then((response) => sendWebResponse(response, outgoing))
      .catch((error) => {
        process.stderr.write(`${String(error?.stack ?? error)}\n`);
        outgoing.statusCode = 500;
        outgoing.end();
      });
  };
}
