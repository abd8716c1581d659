import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Cast } from '../cast/cast.js';
import { TargetError } from '../nouns/errors.js';
import type { OutsideRegister, RegisterApi, RegisterFiles, Source, Target } from '../nouns/target.js';
import { codeOrMessage } from '../nouns/thrown.js';
import type { Environment } from '../plan/interpolate.js';
import type { Wire } from '../recipient/wire.js';
import type { Product } from '../register/product.js';
import { openRegisterClient, type RegisterClient } from '../register-client/register-client.js';
import { productOf, refuseExpired } from '../register-client/statement.js';

/** Where statements come from when the harness does not play the Register. */
export interface StatementSource {
  /** A statement of the product that is in force. @throws RegisterFault with one cause and its cure. */
  readonly statement: (softwareId: string) => Promise<string>;
  /** Every product of the pool, as its statement tells. @throws RegisterFault */
  readonly products: () => Promise<readonly Product[]>;
  /** Only a Register with an API knows brands. */
  readonly findBrand?: RegisterClient['findBrand'];
}

export interface OutsideParts {
  readonly target: Target;
  readonly cast: Cast;
  /** To the Register, with the recipient's certificate. */
  readonly wire: Wire;
  readonly env: Environment;
}

/** The source of statements of a target with an outside Register. */
export function statementSource(register: OutsideRegister, parts: OutsideParts): StatementSource {
  return register.kind === 'api' ? fromApi(register, parts) : fromFiles(register, parts);
}

function fromApi(api: RegisterApi, { target, cast, wire }: OutsideParts): StatementSource {
  const client = openRegisterClient({
    api,
    file: target.file,
    wire,
    key: cast.key('recipient-ps256'),
    now: () => new Date(),
    random: randomUUID,
  });
  const products = async (): Promise<readonly Product[]> => {
    const found: Product[] = [];
    for (const id of api.products) found.push(productOf(await client.ssa(id), `the Register for ${id}`));
    return found;
  };
  return { statement: client.ssa, products, findBrand: client.findBrand };
}

/** Read anew each time: whoever keeps the files fresh while a run lasts is served. */
function fromFiles({ statements }: RegisterFiles, { target, env }: OutsideParts): StatementSource {
  const all = () =>
    statements.map((source) => {
      const from = source.kind === 'file' ? source.path : `$${source.name}`;
      const compact = readText(source, env, target);
      return { compact, from, product: productOf(compact, from) };
    });
  return {
    products: () => {
      const found = all();
      for (const { compact, from } of found) refuseExpired(compact, from, new Date());
      const ids = found.map(({ product }) => product.softwareId);
      const twice = found.find(({ product }, index) => ids.indexOf(product.softwareId) < index);
      if (twice !== undefined)
        throw new TargetError(
          `${target.file}: ${twice.from} is another SSA of the software product ${twice.product.softwareId}; name one file for each product under register.files`,
        );
      return Promise.resolve(found.map(({ product }) => product));
    },
    statement: (softwareId) => {
      const found = all().find(({ product }) => product.softwareId === softwareId);
      if (found === undefined) throw new TargetError(`${target.file}: no SSA of ${softwareId} any more`);
      refuseExpired(found.compact, found.from, new Date());
      return Promise.resolve(found.compact);
    },
  };
}

function readText(source: Source, env: Environment, target: Target): string {
  if (source.kind === 'env') {
    const text = env[source.name]?.trim();
    if (text !== undefined && text !== '') return text;
    throw new TargetError(
      `${target.file}: register.files reads the variable ${source.name}, which is not set`,
    );
  }
  try {
    return readFileSync(source.path, 'utf8').trim();
  } catch (error) {
    const code = codeOrMessage(error);
    throw new TargetError(
      `${target.file}: register.files names ${source.path}, which cannot be read (${code}); paths count from the folder of the target file`,
    );
  }
}
