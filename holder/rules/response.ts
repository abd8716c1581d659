import type { ResponseRules } from './types.js';

/** 201 with all that is registered (CDR-DCR-REQ-095 to 109); 400 with a registration error code (110 to 114). */
export const strictResponse: ResponseRules = {
  createdStatus: 201,
  updatedStatus: 200,
  represent: (document) => document,
  registrationReply: (reply) => reply,
  refusalCode: ({ code }) => code,
  refusalReply: (reply) => reply,
};
