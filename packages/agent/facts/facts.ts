import type { Facts, Platform } from '@tamada/core/facts';
import type { CommandRunner } from '@tamada/runtime';
import { interfaceOf } from './network-interface.ts';
import { programVersions } from './program-versions.ts';

export interface FactsQuestion {
  readonly platform: Platform;
  readonly address: string;
  readonly postgresVersion: number;
}

/** What rendering needs to know about the node. */
export async function facts(run: CommandRunner, { platform, address, postgresVersion }: FactsQuestion): Promise<Facts> {
  // Loaded when it is needed: it would take a third of the agent's start.
  const { cpu, mem, osInfo } = await import('systeminformation');
  const [os, processor, memory, programs, held] = await Promise.all([
    osInfo(),
    cpu(),
    mem(),
    programVersions(run, platform, postgresVersion),
    interfaceOf(run, address),
  ]);
  return {
    platform,
    osName: os.distro,
    osVersion: os.release,
    arch: os.arch,
    hostname: os.hostname,
    interface: held,
    programs,
    cpus: processor.cores,
    memoryBytes: memory.total,
  };
}
