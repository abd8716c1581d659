import type { Facts } from '../nouns/facts.js';
import { proxyName } from '../recipient/proxy.js';
import type { Ground } from './ground.js';

/** The facts, with a sentence on each proxy through which the target is reached: it belongs to what the run shows. */
export function withWays(
  facts: Facts,
  { route, discoveryUrl }: Pick<Ground, 'route' | 'discoveryUrl'>,
): Facts {
  const hosts = new Map<string, Set<string>>();
  for (const url of [discoveryUrl, ...Object.values(facts.endpoints)]) {
    if (!URL.canParse(url)) continue;
    const way = route(url);
    if (way.kind === 'straight') continue;
    const name = proxyName(way.proxy);
    hosts.set(name, (hosts.get(name) ?? new Set()).add(new URL(url).host));
  }
  if (hosts.size === 0) return facts;
  const notes = [...hosts].map(([name, some]) => `${[...some].join(', ')} through ${name}`);
  return { ...facts, notes: [...(facts.notes ?? []), ...notes] };
}
