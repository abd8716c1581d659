import { jsonText } from '../evidence/json-text.js';
import { oneLine } from '../evidence/visible.js';
import { TargetError } from '../nouns/errors.js';
import { say } from '../run/say.js';
import { verifyBundle } from '../run/verify-bundle.js';
import { parse } from './options.js';

/** `dcr-conformance verify FOLDER [--key THUMBPRINT]`: whether an evidence bundle holds; no network. Exit code 1 when not. */
export async function verify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, { key: { type: 'string' }, json: { type: 'boolean' } });
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0) {
    throw new TargetError('verify takes one evidence folder: verify reports/evidence');
  }
  const result = await verifyBundle(folder, values.key);
  const { problems, signer, files, judged } = result;
  const lines =
    problems.length === 0
      ? [
          `verified: ${String(files)} files as signed, ${String(judged)} cases judged again to the same verdicts`,
          `signed by ${signer ?? ''}${values.key === undefined ? ' (whose key that is, the bundle cannot say: compare it with one you know, or give it as --key)' : ''}`,
        ]
      : [
          `REFUSED: ${problems[0] ?? ''}`,
          ...problems.slice(1, 20).map((problem) => `         ${problem}`),
          ...(problems.length > 20 ? [`         and ${String(problems.length - 20)} more`] : []),
        ];
  say(values.json === true ? jsonText(result) : `${lines.map((line) => oneLine(line)).join('\n')}\n`);
  return problems.length === 0 ? 0 : 1;
}
