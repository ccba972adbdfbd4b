import { ensureAcl } from '../consul/ensure-acl.ts';
import { consulAs, localConsul, secretOf } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

export const ensureAclHandler: MakeHandler<'EnsureAcl'> =
  ({ config, secrets, exclusive }) =>
  (_request, { signal }) =>
    exclusive.run('Consul access control', async () => {
      const management = await consulAs(secrets, 'consul_token_management');
      const known = await secrets.all();
      const changes = await ensureAcl({
        cluster: config.cluster,
        scope: config.patroni.scope,
        secret: (name) => secretOf(known, name),
        management,
        as: localConsul,
        signal,
      });
      return { changed: changes.length > 0, changes: [...changes] };
    });
