import { rename } from 'node:fs/promises';
import { readAgentConfig } from '@tamada/core/bundle';
import type { Enrollment } from '@tamada/core/enrollment';
import { TamadaError } from '@tamada/core/errors';
import { readOptional } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';
import { agentConfigPath } from '../paths.ts';

export interface Takeover {
  /** The name of the cluster or node that the operator gives up; null for none. */
  readonly replace: string | null;
  readonly nowMs: number;
}

/** Refuses a host that is another node already. What that node's agent remembered is set aside, not deleted; resolves with where. */
export async function takeOver(paths: AgentPaths, { cluster, node }: Enrollment, { replace, nowMs }: Takeover): Promise<string | null> {
  const text = await readOptional(paths.config);
  if (text === null) return null;
  const present = readAgentConfig(agentConfigPath, text);
  if (present.cluster === cluster && present.node === node) return null;
  if (replace !== present.cluster && replace !== present.node) {
    const problem = `this host is ${present.node} of cluster ${present.cluster}, the file is for ${node} of ${cluster}`;
    throw new TamadaError({ code: 'unsafe', problem, next: `if that is meant, add \`--replace ${present.node}\`` });
  }
  const aside = `${paths.state}.replaced-${String(nowMs)}`;
  await rename(paths.state, aside).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  return aside;
}
