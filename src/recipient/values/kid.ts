import { namesOf, signingKeys, type SigningKeyName } from '../../cast/names.js';
import { defineValue } from '../value-maker.js';

export default defineValue({
  summary: "The kid of one of the cast's signing keys, as its key set shows it: `recipient-next-ps256`",
  schema: { enum: namesOf(signingKeys) },
  make: (args, { cast }) => cast.key(args as SigningKeyName).kid,
});
