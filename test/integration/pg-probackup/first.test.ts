import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseTreeMs } from '../agent-senses/support/base-tree.ts';
import { catalogue, makeStand } from './support/stand.ts';
import type { Stand } from './support/stand.ts';
let stand: Stand;
const instance = ['-B', catalogue, '--instance=pri'];
beforeAll(async () => {
  stand = await makeStand({
    archive_mode: 'on',
    archive_command: `/usr/bin/pg_probackup-15 archive-push -B ${catalogue} --instance=pri --wal-file-path=%p --wal-file-name=%f --compress`,
  });
}, baseTreeMs);
afterAll(() => stand.remove());
test('all', async () => {
  const say = async (...words: string[]) => {
    const t = performance.now();
    const r = await stand.pb(words);
    console.log(words.join(' '), '\n', r.code, Math.round(performance.now() - t), r.stdout, r.stderr);
    return r;
  };
  await say('init', '-B', catalogue);
  await say('add-instance', ...instance, '-D', stand.data);
  await say('set-config', ...instance, '-h', '/run/postgresql', '-p', String(stand.port), '-U', 'postgres', '-d', 'postgres', '--compress-algorithm=zlib', '--archive-timeout=20s');
  await stand.sql('create table t as select g, md5(g::text) from generate_series(1,20000) g');
  await say('backup', ...instance, '-b', 'FULL', '--stream', '-w');
  await stand.sql('update t set md5=1 where g < 300');
  await say('backup', ...instance, '-b', 'DELTA', '--stream', '-w');
  await stand.sql('update t set md5=2 where g < 100');
  await say('backup', ...instance, '-b', 'PAGE', '-w');
  await say('show', ...instance);
  await say('show', ...instance, '--archive');
  await say('restore', ...instance, '-D', '/var/lib/postgresql/r1');
  await say('validate', ...instance);
  await stand.serve('/var/lib/postgresql/r1', stand.port + 1, { archive_mode: 'off' });
  expect(await stand.sql('select md5, count(*) from t where length(md5)<5 group by 1 order by 1', { port: stand.port + 1 })).toBe('1|200\n2|99');
});
