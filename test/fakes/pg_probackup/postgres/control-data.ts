import { join } from 'node:path';
import type { Host } from '../files/host.ts';
import type { Log } from '../log/log.ts';
import { systemError } from '../log/words.ts';

/** What `global/pg_control` says of a cluster. */
export interface ControlData {
  readonly systemIdentifier: string;
}

export async function readControlData(host: Host, pgdata: string, log: Log): Promise<ControlData> {
  const path = join(pgdata, 'global/pg_control');
  try {
    const { bytes } = await host.call('read', { path });
    return { systemIdentifier: bytes.readBigUInt64LE(0).toString() };
  } catch (error) {
    return log.fail(`Could not open file "${path}" for reading: ${systemError(error)}`);
  }
}
