/** The part of Workers KV that workers-oauth-provider calls (get, put, delete, list), in memory. */
export function keyValueStore(now = () => Date.now() / 1000) {
  const entries = new Map();
  const live = (key) => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expires !== undefined && entry.expires <= now()) {
      entries.delete(key);
      return undefined;
    }
    return entry;
  };
  const read = (key, options) => {
    const value = live(key)?.value;
    if (value === undefined) return null;
    const type = typeof options === 'string' ? options : options?.type;
    return type === 'json' ? JSON.parse(value) : value;
  };
  return {
    get: async (key, options) => read(key, options),
    getWithMetadata: async (key, options) => ({
      value: read(key, options),
      metadata: live(key)?.metadata ?? null,
    }),
    put: async (key, value, { expiration, expirationTtl, metadata } = {}) => {
      const expires = expirationTtl === undefined ? expiration : now() + expirationTtl;
      entries.set(key, { value: String(value), expires, metadata });
    },
    delete: async (key) => {
      entries.delete(key);
    },
    list: async ({ prefix = '', limit = 1000 } = {}) => {
      const keys = [...entries.keys()].filter((key) => key.startsWith(prefix) && live(key) !== undefined);
      return {
        keys: keys
          .sort()
          .slice(0, limit)
          .map((name) => ({ name })),
        list_complete: keys.length <= limit,
      };
    },
  };
}
