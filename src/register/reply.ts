import type { Json } from '../nouns/json.js';

/** What the host does with a request: a value, so that routing stays pure. */
export type Reply =
  | Answer
  /** `reply` after some milliseconds. */
  | { readonly kind: 'delayed'; readonly ms: number; readonly reply: Reply }
  /** A body too large to be held: `head`, then so many bytes of padding, then `tail`. */
  | { readonly kind: 'padded'; readonly head: string; readonly bytes: number; readonly tail: string }
  /** The socket is closed without an answer. */
  | { readonly kind: 'hang-up' };

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function answer(status: number, mediaType: string, body: string): Answer {
  return { kind: 'answer', status, headers: { 'content-type': mediaType }, body };
}

export function jsonAnswer(value: Json, status = 200): Answer {
  return answer(status, 'application/json', JSON.stringify(value));
}

export function textAnswer(status: number, text: string): Answer {
  return answer(status, 'text/plain; charset=utf-8', text);
}

export function htmlAnswer(title: string): Answer {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1></html>`;
  return answer(200, 'text/html; charset=utf-8', page);
}

/** The status that the requester gets to see; 0 when it gets no answer. */
export function statusOf(reply: Reply): number {
  if (reply.kind === 'answer') return reply.status;
  if (reply.kind === 'padded') return 200;
  return reply.kind === 'delayed' ? statusOf(reply.reply) : 0;
}
