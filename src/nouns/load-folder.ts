import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { HarnessError } from './errors.js';

/**
 * Loads a plugin folder: the file's name is the plugin's name, its default export the plugin (design law 1).
 * @throws HarnessError when a file has no default export.
 */
export async function loadFolder<Plugin>(folder: URL): Promise<ReadonlyMap<string, Plugin>> {
  const files = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.js'));
  const loaded = await Promise.all(
    files.sort().map(async (file) => {
      const module = (await import(new URL(file, folder).href)) as { readonly default?: Plugin };
      if (module.default === undefined) throw new HarnessError(`${file} has no default export`);
      return [file.slice(0, -'.js'.length), module.default] as const;
    }),
  );
  return new Map(loaded);
}
