import type { Ask, Reply } from '../exchange.js';
import type { JsonObject } from '../json.js';
import type { Refusal } from '../refusal.js';
import type { Operation } from './types.js';

export type ResponseRules = {
  readonly createdStatus: number;
  readonly updatedStatus: number;
  readonly represent: (document: JsonObject, operation: Operation, request?: JsonObject) => JsonObject;
  readonly registrationReply: (reply: Reply, request: JsonObject | undefined) => Reply;
  readonly refusalCode: (refusal: Refusal) => string;
  readonly refusalReply: (reply: Reply, refusal: Refusal, ask: Ask) => Reply;
  /** The last word on every answer, whichever endpoint gives it. */
  readonly everyReply: (reply: Reply, ask: Ask) => Reply;
};

/** 201 with all that is registered (CDR-DCR-REQ-095 to 109); 400 with a registration error code (110 to 114). */
export const strictResponse: ResponseRules = {
  createdStatus: 201,
  updatedStatus: 200,
  represent: (document) => document,
  registrationReply: (reply) => reply,
  refusalCode: ({ code }) => code,
  refusalReply: (reply) => reply,
  everyReply: (reply) => reply,
};
