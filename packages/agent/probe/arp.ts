import { createSocket } from 'node:dgram';
import { errorDetail } from '@tamada/core/errors';
import { until, type CommandRunner, type Look } from '@tamada/runtime';
import { list, object, text } from '../json/fields.ts';

/** A port on which nobody listens; the datagram only makes the kernel ask for the address. */
const discardPort = 9;
const intervalMs = 50;
const commandMs = 2000;

/** The hardware address that answers for an IPv4 address on one of the host's networks; null where nobody does in time. */
export async function whoAnswers(address: string, timeoutMs: number, run: CommandRunner): Promise<string | null> {
  // The kernel may remember a host that has gone: it must ask again.
  await run(['ip', 'neigh', 'flush', 'to', address], { timeoutMs: commandMs });
  await send(address);
  const neighbours = { asked: false };
  const look = async (): Promise<Look<string>> => {
    const { code, stdout, stderr } = await run(['ip', '-json', 'neigh', 'show', 'to', address], { timeoutMs: commandMs });
    if (code !== 0) throw new Error(stderr.trim());
    const found = readNeighbours(stdout);
    neighbours.asked = found.asked;
    return found.by === null ? { ready: false, seen: 'no answer' } : { ready: true, value: found.by };
  };
  try {
    return await until({ condition: `somebody answers for ${address}`, intervalMs, deadlineMs: timeoutMs, look });
  } catch (error) {
    if (errorDetail(error).code !== 'condition_not_met') throw error;
    if (neighbours.asked) return null;
    throw new Error(`the kernel does not look for ${address}: is it in a network of this host?`, { cause: error });
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
