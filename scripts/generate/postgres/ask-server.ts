import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBase } from '../../lab/base/build.ts';
import { labPaths } from '../../lab/paths.ts';
import { callProgram } from '../../program.ts';
import { stateStore } from '../../lab/state.ts';

/** Where the answer of a major version is kept: the generator reads it, and a test asks the real server again. */
export function answerFile(major: number): string {
  return join(import.meta.dirname, `server-${major}.tsv`);
}

/** Rows of COPY: what, name, type, context, unit, least, most, values, setting. Only the first column says what a row is about. */
const question = `
COPY (SELECT 'version', split_part(version(), ' on ', 1)) TO '/tmp/1';
COPY (SELECT 'parameter', lower(name), vartype, context, unit, min_val, max_val, array_to_string(enumvals, '|'),
  CASE WHEN setting ~ '^0[0-7]+$' THEN 'octal' END FROM pg_settings ORDER BY lower(name) COLLATE "C") TO '/tmp/2';
COPY (SELECT 'encoding', pg_encoding_to_char(id) FROM generate_series(0, 99) id WHERE pg_encoding_to_char(id) <> '') TO '/tmp/3';
COPY (SELECT 'timezone', name FROM pg_timezone_names WHERE name !~ '^(posix|right)/' ORDER BY name COLLATE "C") TO '/tmp/4';
`;

/** Nothing of the tree is touched: the server writes below a /tmp of its own, which ends with it. */
const inTree = `
mount -t tmpfs -o mode=1777 tmpfs "$1/tmp" && mount -t proc proc "$1/proc" && mount --bind /dev "$1/dev" || exit 99
chroot "$1" runuser -u postgres -- sh -c '
cd /tmp; bin=/usr/lib/postgresql/$0/bin
$bin/initdb -D /tmp/data --no-sync --locale=C.UTF-8 --encoding=UTF8 >/tmp/log 2>&1 &&
echo "$1" | tr "\\n" " " | $bin/postgres --single -j -D /tmp/data postgres >>/tmp/log 2>&1
cat /tmp/[1-4] || { cat /tmp/log >&2; exit 1; }' "$2" "$3"`;

/** What the real PostgreSQL of a host's file tree says about itself. */
export async function askServer(root: string, major: number): Promise<string> {
  const apart = ['unshare', '--mount', '--pid', '--ipc', '--fork', '--kill-child', '--mount-proc'] as const;
  return await callProgram([...apart, 'sh', '-c', inTree, 'sh', root, String(major), question], { timeoutMs: 60_000 });
}

/** Asks the server of each major version in the lab's base tree, and keeps what it says for the generator. */
export async function keepAnswers(majors: readonly number[]): Promise<void> {
  const paths = labPaths(process.env);
  const log = (line: string): void => void process.stdout.write(`${line}\n`);
  const { root } = await ensureBase({ paths, state: stateStore(paths), log, signal: new AbortController().signal });
  for (const major of majors) await writeFile(answerFile(major), await askServer(root, major));
}
