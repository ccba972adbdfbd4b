import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { factsSchema, type Facts } from '@tamada/core/facts';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import { workspaceLayout } from './layout.ts';

/** What a node's agent last reported, from the workspace; null where it never did. The node's name is a topology's. */
export async function readFacts(workspace: string, node: string): Promise<Facts | null> {
  const text = await readOptional(pathOf(workspace, node));
  if (text === null) return null;
  const { success, data, error } = factsSchema.safeParse(parseJson(text));
  if (success) return data;
  const hint = 'remove the file: the next `tamada preflight` or `tamada bootstrap` fetches the facts again';
  const problems = error.issues.map((issue) => ({
    line: 0,
    column: 0,
    problem: `${issue.path.map(String).join('.')}: ${issue.message}`,
    hint,
    level: 'error' as const,
  }));
  throw new TamadaError({ code: 'file_invalid', file: join('facts', `${node}.json`), problems });
}

/** Keeps facts, so that rendering needs no agent. */
export async function writeFacts(workspace: string, node: string, facts: Facts): Promise<void> {
  await mkdir(workspaceLayout(workspace).facts, { recursive: true });
  await writeFileAtomic(pathOf(workspace, node), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o644 });
}

function pathOf(workspace: string, node: string): string {
  return join(workspaceLayout(workspace).facts, `${node}.json`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
