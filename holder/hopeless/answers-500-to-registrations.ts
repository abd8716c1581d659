import type { Hopeless } from '../rules/types.js';

export default {
  description: 'Publishes a sound discovery document, and answers 500 to every registration.',
  rules: (rules) => ({
    ...rules,
    head: () => {
      throw new Error('broken on purpose');
    },
  }),
} satisfies Hopeless;
