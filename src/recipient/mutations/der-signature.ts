import { defineMutation } from '../mutation.js';

/** One integer of a DER sequence: no leading zeros, positive (X.690 section 8.3). */
function derInteger(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  const body = (trimmed[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed;
  return Buffer.concat([Buffer.from([0x02, body.length]), body]);
}

export default defineMutation({
  summary: 'An ES256 signature is written in DER instead of the fixed form of RFC 7518 section 3.4',
  schema: { type: 'null' },
  phase: 'after',
  apply: (_args, parts) => {
    const raw = Buffer.from(parts.signature, 'base64url');
    const half = raw.length / 2;
    const body = Buffer.concat([derInteger(raw.subarray(0, half)), derInteger(raw.subarray(half))]);
    const der = Buffer.concat([Buffer.from([0x30, body.length]), body]);
    return `${parts.header}.${parts.payload}.${der.toString('base64url')}`;
  },
});
