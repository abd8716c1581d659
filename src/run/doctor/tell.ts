import { oneLine } from '../../evidence/visible.js';
import type { Checked, Diagnosis } from './diagnosis.js';

/** Evidence quotes the target, which may say anything at any length; a line feed in it would look like another check. */
const longest = 2000;

/** How a check stands, in a line; a fault with its cause, evidence and cure below. */
export function checkedText({ title, finding }: Checked): string {
  switch (finding.state) {
    case 'sound':
      return `  ok    ${title}  (${oneLine(finding.saw, longest)})\n`;
    case 'advice':
      return `  note  ${title}\n${details(finding.diagnosis)}`;
    case 'faulty':
      return `  FAIL  ${title}\n${details(finding.diagnosis)}`;
    case 'not-attempted':
      return `  -     ${title}  (not attempted: ${oneLine(finding.because, longest)})\n`;
  }
}

function details({ fault, cause, evidence, cure }: Diagnosis): string {
  return [
    ['cause', `${cause}  [${fault}]`],
    ['evidence', evidence],
    ['cure', cure],
  ]
    .map(([name = '', text = '']) => `        ${name.padEnd(9)} ${oneLine(text, longest)}\n`)
    .join('');
}
