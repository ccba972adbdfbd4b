import { join } from 'node:path';
import { platformPaths } from '@tamada/core/platform';
import { writeFileAtomic } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import type { AclNode } from '../consul/acl-desired.ts';
import { ensureAcl } from '../consul/ensure-acl.ts';
import { localConsul, secretOf } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

/** The tokens come with the call and go with it: this node keeps its own ones only, and those come with its bundle. */
export const ensureAclHandler: MakeHandler<'EnsureAcl'> =
  ({ config, paths, exclusive }) =>
  (request, { signal }) =>
    exclusive.run('Consul access control', async () => {
      const given = Object.fromEntries(request.tokens.map(({ name, value }) => [name, value]));
      const changes = await ensureAcl({
        cluster: config.cluster,
        scope: config.patroni.scope,
        nodes: request.nodes.map(aclNode),
        secret: (name) => secretOf(given, name),
        managementToken: request.managementToken,
        as: localConsul,
        address: config.address,
        allowReset: (index) => allowReset({ config, paths }, index),
        signal,
      });
      return { changed: changes.length > 0, changes: [...changes] };
    });

/** Consul reads the number when it is asked to bootstrap again, and removes the file. */
async function allowReset({ config, paths }: Pick<AgentContext, 'config' | 'paths'>, index: number): Promise<void> {
  const { consulData } = platformPaths(config.platform, config.postgres.version);
  await writeFileAtomic(paths.at(join(consulData, 'acl-bootstrap-reset')), `${String(index)}\n`, { mode: 0o644 });
}

/** The wire's rules take no other role. */
function aclNode({ name, role }: { readonly name: string; readonly role: string }): AclNode {
  return { name, role: role === 'database' ? 'database' : 'witness' };
}
