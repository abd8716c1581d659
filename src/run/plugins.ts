import { loadFolder } from '../nouns/load-folder.js';
import type { Check, Manifest, Vocabulary } from '../nouns/plugin.js';
import type { Action } from '../recipient/action.js';
import { dialectOf } from '../recipient/dialects/index.js';
import type { Mutation } from '../recipient/mutation.js';
import type { ValueMaker } from '../recipient/value-maker.js';

/** Every plugin of the machine, by folder and name. */
export interface Plugins {
  readonly actions: ReadonlyMap<string, Action>;
  readonly mutations: ReadonlyMap<string, Mutation>;
  readonly values: ReadonlyMap<string, ValueMaker>;
  readonly checks: ReadonlyMap<string, Check>;
}

const folder = (path: string): URL => new URL(`../${path}/`, import.meta.url);

/** Loads what doing and judging cases takes. */
export async function loadPlugins(): Promise<Plugins> {
  const [actions, mutations, values, checks] = await Promise.all([
    loadFolder<Action>(folder('recipient/actions')),
    loadFolder<Mutation>(folder('recipient/mutations')),
    loadFolder<ValueMaker>(folder('recipient/values')),
    loadFolder<Check>(folder('judge/checks')),
  ]);
  return { actions, mutations, values, checks };
}

/** The words of the scenario language in which the book of a profile is written. */
export async function loadVocabulary(plugins: Plugins, profile: string): Promise<Vocabulary> {
  const { actions } = dialectOf(profile);
  const roads: ReadonlyMap<string, Manifest> =
    actions === undefined
      ? plugins.actions
      : new Map(
          Object.entries(actions).flatMap(([name, stations]) => {
            const action = plugins.actions.get(name);
            return action === undefined ? [] : [[name, { ...action, stations }] as const];
          }),
        );
  const onRoads = new Set([...roads.values()].flatMap(({ stations = [] }) => stations));
  const stations = await loadFolder<Manifest>(folder('recipient/stations'));
  return {
    ...plugins,
    actions: roads,
    stations: new Map([...stations].filter(([name]) => onRoads.has(name))),
  };
}
