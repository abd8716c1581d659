import { createHmac } from 'node:crypto';

/** Chance with a seed: the same seed and purpose give the same values in the same order. */
export interface Dice {
  /** A version 4 UUID (RFC 9562). */
  uuid(): string;
  /** `bytes` random bytes in lower-case hexadecimal. */
  hex(bytes: number): string;
}

/** Dice for one purpose (a case's address, say) of a run. */
export function makeDice(seed: string, purpose: string): Dice {
  let count = 0;
  const hex = (bytes: number): string => {
    let text = '';
    while (text.length < bytes * 2) {
      count += 1;
      text += createHmac('sha256', seed)
        .update(`${purpose}\n${String(count)}`)
        .digest('hex');
    }
    return text.slice(0, bytes * 2);
  };
  const uuid = (): string => {
    const digits = hex(16);
    const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20, 32),
    ].join('-');
  };
  return { uuid, hex };
}
