import * as z from 'zod';
import { TamadaError } from '@tamada/core/errors';
import { yamlExcess } from '@tamada/core/yaml';
import { parse } from 'yaml';
import type { NodeContext } from './node-context.ts';
import type { View } from './template/strict-writer.ts';
import { platforms } from '../facts/index.ts';
import { ports, roles } from '../platform/index.ts';

/** `/etc/tamada/agent.yaml`: who the agent is and where its node's programs stand. */
export const agentConfigSchema = z.strictObject({
  cluster: z.string().min(1),
  node: z.string().min(1),
  role: z.enum(roles),
  datacenter: z.string().min(1),
  /** IPv4 address that the agent listens on, and by which peers reach the node. */
  address: z.string().min(1),
  port: z.int(),
  platform: z.enum(platforms),
  postgres: z.strictObject({
    version: z.int(),
    port: z.int(),
    dataDirectory: z.string(),
    binDirectory: z.string(),
    socketDirectory: z.string(),
  }),
  /** `scope` is Patroni's name for the cluster. */
  patroni: z.strictObject({ port: z.int(), scope: z.string() }),
  consul: z.strictObject({ datacenter: z.string() }),
});
export type AgentConfig = Readonly<z.infer<typeof agentConfigSchema>>;

/** The text of an agent.yaml as a value; `file_invalid` names `file` and everything that is wrong with it. */
export function readAgentConfig(file: string, text: string): AgentConfig {
  try {
    const excess = yamlExcess(text, { characters: 16_384, indicators: 200, aliases: 10 });
    if (excess !== null) throw new Error(excess);
    return agentConfigSchema.parse(parse(text));
  } catch (error) {
    const problems =
      error instanceof z.ZodError ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : [String(error)];
    const place = { line: 0, column: 0, hint: '`tamada enroll` makes this file again', level: 'error' } as const;
    throw new TamadaError({ code: 'file_invalid', file, problems: problems.map((problem) => ({ ...place, problem })) }, { cause: error });
  }
}

/** For /etc/tamada/agent.yaml; the names of agentConfigSchema in one level. */
export function agentView({ topology, node, platform, paths }: NodeContext): View {
  return {
    cluster: topology.name,
    node: node.name,
    role: node.role,
    datacenter: node.datacenter,
    address: node.address,
    port: topology.agent.port,
    platform,
    postgresVersion: topology.postgres.version,
    postgresPort: topology.postgres.port,
    dataDirectory: paths.postgresData,
    binDirectory: paths.postgresBin,
    socketDirectory: paths.postgresSockets,
    patroniPort: ports.patroniRest,
    scope: topology.name,
    consulDatacenter: topology.consul.datacenter,
  };
}
