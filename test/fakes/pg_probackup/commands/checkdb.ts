import { join } from 'node:path';
import { connectionOf } from '../backup/connection.ts';
import { listData } from '../backup/transfer.ts';
import { each } from '../files/each.ts';
import { Effective, hostOf, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { firstBlock, isDataFile } from '../postgres/page.ts';
import { Session } from '../postgres/session.ts';
import type { Connection } from '../postgres/session.ts';

const pagesAtOnce = 512;

/** Looks at the pages of a running server, with --amcheck also at its indexes. */
export async function checkdb(call: Invocation): Promise<void> {
  const { log, options } = call;
  const named = options.text('backup-path') !== undefined || options.text('instance') !== undefined;
  if (named) await requireInstance(call, layoutFor(call));
  const settings = new Effective(named ? await readConfig(call, layoutFor(call)) : {}, options);
  for (const name of ['heapallindexed', 'checkunique', 'skip-block-validation'] as const)
    if (options.flag(name) && !options.flag('amcheck')) log.fail(`Option '--${name}' can be used only with '--amcheck' option`);
  const pgdata = settings.text('pgdata') ?? log.fail('Required parameter not specified: PGDATA (-D, --pgdata)');
  const connection = connectionOf(call, settings);
  const session = await Session.open(connection, call.environment, log);
  const [[checksums, superuser] = []] = await session.query(
    "SELECT pg_catalog.current_setting('data_checksums'), pg_catalog.current_setting('is_superuser')",
  );
  if (checksums === 'on')
    log.info('This PostgreSQL instance was initialized with data block checksums. Data block corruption will be detected');
  if (superuser === 'on') log.warning('Current PostgreSQL role is superuser. It is not recommended to run pg_probackup under superuser.');
  if (!options.flag('skip-block-validation')) await checkPages(call, settings, pgdata, checksums === 'on');
  if (options.flag('amcheck')) await checkIndexes(call, session, connection);
  session.close();
}

async function checkPages(call: Invocation, settings: Effective, pgdata: string, checksums: boolean): Promise<void> {
  const { log } = call;
  log.info('Start checking data files');
  const host = await hostOf(call, (name) => settings.text(name));
  const files = (await listData(host, pgdata, false)).filter(({ path }) => isDataFile(path));
  const damagedFiles: string[] = [];
  await each(files, 8, async ({ path: name }) => {
    const path = join(pgdata, name);
    for (let from = 0; ; from += pagesAtOnce) {
      const wish = { path, name, from, count: pagesAtOnce, since: null, known: 0, level: null, checksums };
      const read = await host.call('pages', wish).catch(() => null);
      if (read === null) return;
      if (read.damaged !== null) {
        const { block, calculated, expected } = read.damaged;
        damagedFiles.push(name);
        log.warning(
          `Corruption detected in file "${path}", block ${firstBlock(name) + block}: page verification failed, calculated checksum ${calculated} but expected ${expected}`,
        );
        return;
      }
      if (read.found < pagesAtOnce) return;
    }
  });
  await host.close();
  if (damagedFiles.length > 0) log.fail('Checkdb failed');
  log.info('Data files are valid');
}

async function checkIndexes({ log, options, environment }: Invocation, session: Session, connection: Connection): Promise<void> {
  log.info('Start amchecking PostgreSQL instance');
  const databases = await session.query("SELECT datname FROM pg_catalog.pg_database WHERE datname NOT IN ('template0', 'template1')");
  let all = true;
  let valid = true;
  for (const [database = ''] of databases) {
    const inside = await Session.open({ ...connection, database }, environment, log);
    const [extension] = await inside.query(
      "SELECT extversion, nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = extnamespace WHERE extname = 'amcheck'",
    );
    if (extension === undefined) {
      log.warning(`Extension 'amcheck' or 'amcheck_next' are not installed in database ${database}`);
      all = false;
    } else {
      const [version = '', schema = ''] = extension;
      log.info(`Amchecking database '${database}' using extension 'amcheck' version ${version} from schema '${schema}'`);
      const check = `SELECT count(${schema}.bt_index_check(c.oid, ${options.flag('heapallindexed')})) FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am AS a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relpersistence = 'p' AND i.indisready AND i.indisvalid AND c.relkind = 'i'`;
      const wrong = await inside.attempt(check);
      if (wrong === null) log.info(`Amcheck succeeded for database '${database}'`);
      else {
        log.warning(wrong);
        log.warning(`Amcheck failed for database '${database}'`);
        valid = false;
      }
    }
    inside.close();
  }
  if (valid) log.info('checkdb --amcheck finished successfully. All checked indexes are valid.');
  else log.error('checkdb --amcheck finished with failure. Not all checked indexes are valid.');
  if (!all) log.fail('Some databases were not amchecked.');
  if (!valid) log.fail('Checkdb failed');
  log.info('All databases were amchecked.');
}
