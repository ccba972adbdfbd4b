import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Log } from '../log/log.ts';
import { systemError } from '../log/words.ts';
import { idOf, startTimeOf } from './backup.ts';
import type { Backup, BackupStatus } from './backup.ts';
import { unknownBackup } from './backup.ts';
import { parseContent, printContent } from './content-file.ts';
import type { ContentEntry } from './content-file.ts';
import { parseControl, printControl } from './control-file.ts';
import { backupLayout } from './layout.ts';
import type { BackupLayout, Layout } from './layout.ts';

/** The backups of one instance on disk. Nothing is kept in memory, and nothing locks the whole: as in the real one. */
export class BackupStore {
  readonly layout: Layout;
  private readonly log: Log;

  constructor(layout: Layout, log: Log) {
    this.layout = layout;
    this.log = log;
  }

  files(id: string): BackupLayout {
    return backupLayout(this.layout, id);
  }

  /** Newest first. */
  async list(): Promise<readonly Backup[]> {
    const entries = await readdir(this.layout.instance, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && /^[0-9a-z]+$/i.test(entry.name)).map(({ name }) => name);
    const backups: Backup[] = [];
    for (const name of names) {
      const backup = await this.read(name);
      if (backup !== null) backups.push(backup);
    }
    return backups.sort((one, other) => other.startTime - one.startTime);
  }

  /** Null when the folder went away meanwhile. */
  async read(folder: string): Promise<Backup | null> {
    const { control, folder: path } = this.files(folder);
    const id = folder.toUpperCase();
    try {
      const text = await readFile(control, 'utf8');
      if (text !== '') return parseControl(text, id, startTimeOf(id));
      this.log.warning(`Control file "${control}" is empty`);
    } catch (error) {
      if (error instanceof SyntaxError) this.log.fail(`Syntax error in "${error.message}"`);
      if (!(await exists(path))) return null;
      this.log.warning(`Control file "${control}" doesn't exist`);
    }
    return unknownBackup(id, startTimeOf(id));
  }

  /** Makes the folder of a new backup; a second that is taken gives way to the next. */
  async create(now: number): Promise<string> {
    for (let startTime = now; ; startTime++) {
      const { folder, database } = this.files(idOf(startTime));
      try {
        await mkdir(folder, { mode: 0o700 });
        await mkdir(database, { mode: 0o700 });
        return idOf(startTime);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') this.log.fail(`Cannot create directory "${folder}": ${systemError(error)}`);
        this.log.warning(`Cannot create directory "${folder}": File exists`);
      }
    }
  }

  async write(backup: Backup): Promise<void> {
    const { control } = this.files(backup.id);
    await writeFile(`${control}.tmp`, printControl(backup), { mode: 0o600 });
    await rename(`${control}.tmp`, control);
  }

  /** Changes the status in what stands there now, also when somebody else wrote it meanwhile. */
  async setStatus(id: string, status: BackupStatus): Promise<void> {
    const backup = await this.read(id);
    if (backup !== null) await this.write({ ...backup, status });
  }

  /** Returns the checksum that belongs into the control file. */
  async writeContent(id: string, entries: readonly ContentEntry[]): Promise<number> {
    const text = printContent(entries);
    await writeFile(this.files(id).content, text, { mode: 0o600 });
    return crc32(text);
  }

  async readContent(id: string): Promise<readonly ContentEntry[]> {
    return parseContent(await readFile(this.files(id).content, 'utf8'));
  }

  async remove(id: string): Promise<void> {
    await rm(this.files(id).folder, { recursive: true, force: true });
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
