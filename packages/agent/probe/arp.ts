import { createSocket } from 'node:dgram';
import { sleep, type CommandRunner } from '@tamada/runtime';
import { list, object, text } from '../json/fields.ts';

/** What nobody listens on; the datagram only makes the kernel ask for the address. */
const discardPort = 9;
const intervalMs = 50;
const commandMs = 2000;

/** The hardware address that answers for an IPv4 address on one of the host's networks; null where nobody does in time. */
export async function whoAnswers(address: string, timeoutMs: number, run: CommandRunner): Promise<string | null> {
  // What the kernel remembers may be of somebody who has gone; it is a cache, and asks again.
  await run(['ip', 'neigh', 'flush', 'to', address], { timeoutMs: commandMs });
  const end = performance.now() + timeoutMs;
  await send(address);
  for (;;) {
    const { code, stdout, stderr } = await run(['ip', '-json', 'neigh', 'show', 'to', address], { timeoutMs: commandMs });
    if (code !== 0) throw new Error(stderr.trim());
    const { asked, by } = readNeighbours(stdout);
    if (by !== null) return by;
    if (performance.now() >= end) {
      if (asked) return null;
      throw new Error(`the kernel does not look for ${address}: is it in a network of this host?`);
    }
    await sleep(intervalMs);
  }
}

/** `ip -json neigh show`: whether the kernel asks or has asked, and who answered. */
export function readNeighbours(json: string): { readonly asked: boolean; readonly by: string | null } {
  const entries = list(json.trim() === '' ? [] : (JSON.parse(json) as unknown)).map(object);
  const answering = entries.find(({ lladdr, state }) => text(lladdr) !== '' && !list(state).includes('FAILED'));
  return { asked: entries.length > 0, by: answering === undefined ? null : text(answering.lladdr) };
}

function send(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.send(Buffer.alloc(1), discardPort, address, (error) => {
      socket.close();
      if (error === null) resolve();
      else reject(error);
    });
  });
}
