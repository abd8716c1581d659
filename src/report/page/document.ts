import { createHash } from 'node:crypto';

import { html, type Html } from './html.js';
import { STYLE } from './style.js';

export interface PageParts {
  readonly title: string;
  /** Everything inside `body` but the script. */
  readonly body: Html;
  /** The page's own script; no other may run. */
  readonly script?: string;
}

/** A whole page in one file that needs no network; a content security policy admits its own style and script only. */
export function pageDocument({ title, body, script }: PageParts): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy(script)}" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${element('style', STYLE)}
      </head>
      <body>
        ${body} ${script === undefined ? undefined : element('script', script)}
      </body>
    </html>`;
  return `${page.html}\n`;
}

/** Exactly the text that the policy's digest is of: a line feed more and the browser ignores it. */
function element(name: 'style' | 'script', text: string): Html {
  return { html: `<${name}>${text}</${name}>` };
}

function policy(script: string | undefined): string {
  const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const scripts = script === undefined ? '' : ` script-src ${digest(script)};`;
  return `default-src 'none'; style-src ${digest(STYLE)};${scripts} base-uri 'none'; form-action 'none'`;
}
