import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Survey } from '@tamada/core/preflight';
import type { CommandRunner } from '@tamada/runtime';
import { readOptional } from '@tamada/runtime';
import { heldAddress } from '../facts/network-interface.ts';

const networkFolders = ['/etc/systemd/network', '/run/systemd/network', '/usr/lib/systemd/network'];

/** What may take the node's address, or the VIP beside it, away. */
export async function addressRisks(run: CommandRunner, at: (path: string) => string, address: string): Promise<Survey['addressRisks']> {
  const held = await heldAddress(run, address);
  if (held === null) return [];
  const dropped = await dropsForeign(at, held.index);
  return [
    ...(held.dynamic ? ['dhcp' as const] : []),
    ...(held.interface === 'lo' ? ['loopback' as const] : []),
    ...(dropped ? ['networkd' as const] : []),
  ];
}

/** systemd-networkd removes addresses that it has not set whenever it starts, unless the interface's file says KeepConfiguration. */
async function dropsForeign(at: (path: string) => string, index: number): Promise<boolean> {
  const link = await readOptional(at(`/run/systemd/netif/links/${String(index)}`));
  const file = /^NETWORK_FILE=(.*)$/m.exec(link ?? '')?.[1];
  if (file === undefined) return false;
  const dropIns = await Promise.all(
    networkFolders.map(async (folder) => {
      const names = await readdir(at(`${folder}/${basename(file)}.d`)).catch(() => []);
      return names.filter((name) => name.endsWith('.conf')).map((name) => `${folder}/${basename(file)}.d/${name}`);
    }),
  );
  const texts = await Promise.all([file, ...dropIns.flat()].map((path) => readOptional(at(path)).catch(() => null)));
  return !texts.some((one) => /^\s*KeepConfiguration\s*=\s*(yes|true|on|1|static)\s*$/im.test(one ?? ''));
}
