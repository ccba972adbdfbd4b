import { join } from 'node:path';
import { tryProgram } from '../program.ts';
import { repository } from '../repository.ts';

/** Written by programs, or compared byte for byte with what programs write. */
const notOurs = ['packages/**/generated/**', '**/*.schema.json', 'configs/**', 'test/golden/**/!(*.ts)', 'test/fixtures/**'];

const mode = process.argv.includes('--check') ? '--check' : '--write';
const prettier = join(repository, 'node_modules/prettier/bin/prettier.cjs');
const argv = [process.execPath, prettier, mode, '--log-level', 'warn', '.', ...notOurs.map((pattern) => `!${pattern}`)] as const;
const { code } = await tryProgram(argv, { cwd: repository, show: 'stdout', timeoutMs: 1_200_000 });
process.exitCode = code;
