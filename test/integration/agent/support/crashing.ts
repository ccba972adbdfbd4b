import { readFileSync } from 'node:fs';
import { readAgentConfig } from '@tamada/core/bundle';
import type { Logger } from '@tamada/runtime';
import { systemClock } from '@tamada/runtime';
import type { AgentContext } from '../../../../packages/agent/agent-context.ts';
import { hostCommands } from '../../../../packages/agent/host-commands.ts';
import { makeContext } from '../../../../packages/agent/make-context.ts';
import { agentPaths } from '../../../../packages/agent/paths.ts';
import type { Host } from './host.ts';

class Crash extends Error {}

/** Dies before the n-th thing that is done to the host; from then on nothing is done. */
export interface CrashPoints {
  readonly pass: () => void;
  /** How many there were. */
  readonly passed: () => number;
}

export function crashAt(point: number): CrashPoints {
  let count = 0;
  return {
    pass() {
      count += 1;
      if (count >= point) throw new Crash(`crash at ${point}`);
    },
    passed: () => count,
  };
}

/** An agent's context on the host, as after a start of the agent; its writes to the journal and its commands are crash points. */
export async function contextOn(host: Host, points: CrashPoints): Promise<AgentContext> {
  const paths = agentPaths(host.root);
  const run = hostCommands(paths);
  const context = await makeContext({
    paths,
    config: readAgentConfig('agent.yaml', readFileSync(paths.config, 'utf8')),
    logger: silent,
    async run(argv, options) {
      if (argv[1] !== 'show') points.pass();
      return run(argv, options);
    },
    clock: systemClock,
    signal: new AbortController().signal,
    renewIdentity: () => undefined,
    requestRestart: () => undefined,
  });
  const { journal } = context;
  return {
    ...context,
    journal: {
      read: journal.read,
      async update(change) {
        points.pass();
        return journal.update(change);
      },
    },
  };
}

const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, with: () => silent };
