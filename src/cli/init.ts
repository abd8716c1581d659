import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';

import { TargetError } from '../nouns/errors.js';
import { readTarget } from '../plan/target-file.js';
import { targetSchema } from '../plan/target-schema.js';
import { targetFileText, type Answers } from '../plan/target-text.js';
import { say } from '../run/say.js';
import { parse, today } from './options.js';

const flags = {
  name: { type: 'string' },
  discovery: { type: 'string' },
  issuer: { type: 'string' },
  trust: { type: 'string', multiple: true },
  listen: { type: 'string' },
  'public-url': { type: 'string' },
  flows: { type: 'string' },
  certificate: { type: 'string' },
  key: { type: 'string' },
  out: { type: 'string' },
  force: { type: 'boolean' },
} as const;

type Given = ReturnType<typeof parse<typeof flags>>['values'];

/**
 * `dcr-conformance init`: writes a commented target file and the schema by which editors complete it. What no flag
 * says is asked on a terminal; elsewhere it keeps its default.
 */
export async function init(args: readonly string[]): Promise<number> {
  const { values } = parse(args, flags);
  const asks = process.stdin.isTTY && process.stdout.isTTY;
  const answers = asks ? await ask(values) : fromFlags(values);
  const out = values.out ?? join('targets', `${slugOf(answers.name)}.yaml`);
  if (existsSync(out) && values.force !== true) {
    throw new TargetError(`${out} exists; --force overwrites it, --out names another file`);
  }
  const nearFile = (path: string): string => relative(dirname(resolve(out)), resolve(path));
  const text = targetFileText({
    ...answers,
    trust: answers.trust.map(nearFile),
    ...(answers.client === undefined
      ? {}
      : { client: { certificate: nearFile(answers.client.certificate), key: nearFile(answers.client.key) } }),
  });
  // What init writes must be what run reads.
  readTarget(text, out, { today: today(), env: process.env });
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, text);
  writeFileSync(join(dirname(out), 'target.schema.json'), `${JSON.stringify(targetSchema, null, 2)}\n`);
  say(
    `${out} is written. Next:\n` +
      `  dcr-conformance trust -t ${out}     what the holder has to trust\n` +
      `  dcr-conformance doctor -t ${out}    is everything in place?\n` +
      `  dcr-conformance run -t ${out}       the verdict\n`,
  );
  return 0;
}

function fromFlags(values: Given): Answers {
  const { name, discovery, issuer } = values;
  if (discovery === undefined && issuer === undefined) {
    throw new TargetError(
      'where is the holder? For example: init --name bank --discovery https://bank.example/.well-known/openid-configuration',
    );
  }
  return {
    name: name ?? new URL(discovery ?? issuer ?? '').hostname,
    ...(discovery === undefined ? {} : { discovery }),
    ...(issuer === undefined ? {} : { issuer }),
    trust: values.trust ?? [],
    listen: values.listen ?? '127.0.0.1:8443',
    ...(values['public-url'] === undefined ? {} : { publicUrl: values['public-url'] }),
    flows: flowsOf(values.flows),
    ...(values.certificate === undefined || values.key === undefined
      ? {}
      : { client: { certificate: values.certificate, key: values.key } }),
  };
}

async function ask(values: Given): Promise<Answers> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = async (given: string | undefined, text: string, usual: string): Promise<string> => {
    if (given !== undefined) return given;
    const typed = (await terminal.question(`${text}${usual === '' ? '' : ` [${usual}]`}: `)).trim();
    return typed === '' ? usual : typed;
  };
  try {
    const name = await question(values.name, 'Name of the Data Holder', 'my-holder');
    const discovery =
      values.issuer === undefined
        ? await question(
            values.discovery,
            "URL of the holder's configuration document",
            'https://localhost:8444/.well-known/openid-configuration',
          )
        : values.discovery;
    const trust = await question(
      values.trust?.join(','),
      'PEM file of the CA of its certificates (empty: a public CA)',
      '',
    );
    const listen = await question(
      values.listen,
      'Address and port on which our Register shall listen',
      '127.0.0.1:8443',
    );
    const publicUrl = await question(
      values['public-url'],
      'URL under which the holder reaches that (empty: https://localhost)',
      '',
    );
    const flows = await question(values.flows, 'Flows that it offers (code, hybrid or both)', 'code');
    return fromFlags({
      ...values,
      name,
      ...(discovery === undefined ? {} : { discovery }),
      trust: trust === '' ? [] : trust.split(','),
      listen,
      ...(publicUrl === '' ? {} : { 'public-url': publicUrl }),
      flows,
    });
  } finally {
    terminal.close();
  }
}

function flowsOf(text: string | undefined): Answers['flows'] {
  const words = (text ?? 'code')
    .replace('both', 'code,hybrid')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  return words.map((word) => {
    if (word === 'code' || word === 'hybrid') return word;
    throw new TargetError(`--flows: expected code, hybrid or both, found '${word}'`);
  });
}

function slugOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'target'
  );
}
