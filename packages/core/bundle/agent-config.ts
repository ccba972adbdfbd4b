import * as z from 'zod';
import { platforms } from '../facts/types.ts';
import { roles } from '../platform/index.ts';

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
