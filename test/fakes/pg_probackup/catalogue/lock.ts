import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Log } from '../log/log.ts';
import { systemError } from '../log/words.ts';
import type { BackupStore } from './store.ts';

/** How long the real one waits for another process that works on a backup. */
const patienceSeconds = 60;

/** One process works on a backup at a time: its number stands in backup.pid. Waits for one that lives, passes over one that died. */
export async function lockBackup(store: BackupStore, id: string, log: Log): Promise<void> {
  const { pid: file, folder } = store.files(id);
  for (let waited = 0; ; waited++) {
    try {
      await writeFile(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      if (code !== 'EEXIST') log.fail(`Could not create lock file "${file}": ${systemError(error)}`);
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => '0'));
    if (!isRunning(holder)) {
      if (holder !== 0) log.warning(`Process ${holder} which used backup ${id} no longer exists`);
      await rm(file, { force: true });
      continue;
    }
    if (waited === 0) {
      log.warning(`Process ${holder} is using backup ${id}, and is still running`);
      log.warning(`Waiting ${patienceSeconds} seconds on exclusive lock for backup ${id}`);
    }
    if (waited === patienceSeconds) log.fail(`Cannot lock backup ${id} directory "${folder}"`);
    await setTimeout(1000);
  }
}

export async function unlockBackup(store: BackupStore, id: string): Promise<void> {
  await rm(store.files(id).pid, { force: true });
}

function isRunning(pid: number): boolean {
  if (pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
