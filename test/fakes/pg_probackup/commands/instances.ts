import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { printConfig } from '../catalogue/instance-config.ts';
import { exists } from '../catalogue/store.ts';
import { fromCommandLine, hostOf, instanceName, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { systemError } from '../log/words.ts';
import { readControlData } from '../postgres/control-data.ts';
import { segmentBytes } from '../wal/position.ts';

/** The name is not looked at, the remote options are used and forgotten: as in the real one. */
export async function addInstance(call: Invocation): Promise<void> {
  const { log, options } = call;
  const layout = layoutFor(call);
  const name = instanceName(call);
  const pgdata = options.text('pgdata') ?? log.fail('Required parameter not specified: PGDATA (-D, --pgdata)');
  if (!pgdata.startsWith('/')) log.fail('-D, --pgdata must be an absolute path');
  const host = await hostOf(call, fromCommandLine(call));
  const { systemIdentifier } = await readControlData(host, pgdata, log);
  await host.close();
  if (!(await exists(layout.backups))) log.fail(`Cannot open directory "${layout.backups}": No such file or directory`);
  if (await exists(layout.instance)) log.fail(`Instance '${name}' backup directory already exists: '${layout.instance}'`);
  if (await exists(layout.wal)) log.fail(`Instance '${name}' WAL archive directory already exists: '${layout.wal}'`);
  for (const folder of [layout.instance, layout.wal])
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) =>
      log.fail(`Cannot create directory "${folder}": ${systemError(error)}`),
    );
  await writeFile(layout.config, printConfig({ pgdata, 'system-identifier': systemIdentifier, 'xlog-seg-size': String(segmentBytes) }));
  await chmod(layout.config, 0o644);
  log.info(`Instance '${name}' successfully initialized`);
}

/** Asks nobody. */
export async function delInstance(call: Invocation): Promise<void> {
  const layout = layoutFor(call);
  await requireInstance(call, layout);
  await readConfig(call, layout);
  await rm(layout.instance, { recursive: true, force: true });
  await rm(layout.wal, { recursive: true, force: true });
  call.log.info(`Instance '${instanceName(call)}' successfully deleted`);
}
