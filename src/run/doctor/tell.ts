import { visible } from '../../evidence/visible.js';
import type { Checked, Diagnosis } from './diagnosis.js';

/** How a check stands, in a line; a fault with its cause, evidence and cure below. */
export function checkedText({ title, finding }: Checked): string {
  switch (finding.state) {
    case 'sound':
      return `  ok    ${title}  (${visible(finding.saw)})\n`;
    case 'advice':
      return `  note  ${title}\n${details(finding.diagnosis)}`;
    case 'faulty':
      return `  FAIL  ${title}\n${details(finding.diagnosis)}`;
    case 'not-attempted':
      return `  -     ${title}  (not attempted: ${visible(finding.because)})\n`;
  }
}

function details({ fault, cause, evidence, cure }: Diagnosis): string {
  return [
    ['cause', `${cause}  [${fault}]`],
    ['evidence', evidence],
    ['cure', cure],
  ]
    .map(([name = '', text = '']) => `        ${name.padEnd(9)} ${visible(text)}\n`)
    .join('');
}
