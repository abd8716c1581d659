/**
 * The Allure page with a content security policy that admits the scripts which the generator wrote, by a nonce that
 * nobody could know who was asked before, and nothing from any other host. Allure escapes what it shows; this holds also
 * where it should forget to, and keeps a picture in somebody's Markdown from telling a stranger who reads the report.
 */
export function withPolicy(page: string, nonce: string): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline' data:",
    'img-src data: blob:',
    'font-src data:',
    'media-src data: blob:',
    'connect-src data: blob:',
    'frame-src data: blob:',
    "form-action 'none'",
  ].join('; ');
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return page
    .replace(/<script(?=[\s>])/g, `<script nonce="${nonce}"`)
    .replace(/<head(?:\s[^>]*)?>/, (head) => `${head}\n    ${meta}`);
}
