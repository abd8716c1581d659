import { visible } from '../../evidence/visible.js';
import { isWebUrl } from '../../nouns/safe-url.js';

/** A piece of HTML that is safe to stand in a page; anything else is text and gets escaped. */
export interface Html {
  readonly html: string;
}

type Piece = Html | string | number | readonly Piece[] | undefined;

/** Template tag: every interpolated string is escaped, pieces of HTML and lists of them stand as they are. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  // Indentation is for the reader of the source; the page has no preformatted text.
  const parts = strings.map((part) => part.replace(/\n\s+/g, '\n'));
  return { html: parts.reduce((text, part, index) => `${text}${render(pieces[index - 1])}${part}`) };
}

function render(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return String(piece);
  return 'html' in piece ? piece.html : piece.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for element content and for quoted attributes, control characters and bidirectional overrides written out. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A link that leaves the page: only for web addresses, else plain text. */
export function webLink(url: string | null, text: string): Html {
  return url !== null && isWebUrl(url)
    ? html`<a href="${url}" rel="noreferrer noopener">${text}</a>`
    : html`${text}`;
}
