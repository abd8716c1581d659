import type { Fault } from '../rules/types.js';

export default {
  description: 'Takes the first of repeated token parameters.',
  breaks: ['138', '135'],
  rules: (rules) => ({
    ...rules,
    tokenParameters: (body) => new Map([...new URLSearchParams(body)].reverse()),
  }),
} satisfies Fault;
