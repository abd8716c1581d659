// Module hooks: the one import of the Workers platform, `cloudflare:workers`, becomes an empty base class.
const platform =
  'data:text/javascript,export class WorkerEntrypoint { constructor(ctx, env) { this.ctx = ctx; this.env = env; } }';

export async function resolve(specifier, context, next) {
  return specifier === 'cloudflare:workers'
    ? { url: platform, shortCircuit: true }
    : next(specifier, context);
}
