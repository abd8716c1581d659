import { fileURLToPath } from 'node:url';

/** Folders that came with the package. */
export function packageFolders(): { readonly scenarios: string; readonly targets: string } {
  const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
  return { scenarios: at('scenarios'), targets: at('targets') };
}
