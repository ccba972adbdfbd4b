import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../../packages/coordinator/cli/program.ts';

/** A workspace with these files, gone after the test. */
export async function workspaceWith(files: Readonly<Record<string, string>>): Promise<string> {
  const workspace = await mkdtemp(join(tmpdir(), 'tamada-workspace-'));
  onTestFinished(() => rm(workspace, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  return workspace;
}

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The program as from a shell, without a terminal. */
export async function tamada(...argv: readonly string[]): Promise<Run> {
  let [code, out, err] = [0, '', ''];
  await runProgram(argv, {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    noColour: true,
    signal: new AbortController().signal,
    now: () => 0,
    exit: (status) => (code = status),
  });
  return { code, out, err };
}
