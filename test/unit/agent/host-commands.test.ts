import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostCommands } from '../../../packages/agent/host-commands.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tamada-commands-'));
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  writeFileSync(
    join(root, 'usr/bin/colourful'),
    "#!/bin/sh\nprintf '\\033[31mred\\033[0m\\tcell\\r\\n'; printf '\\033]0;title\\007bad\\n' >&2\n",
    { mode: 0o755 },
  );
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

test.each(['/', 'another root'])('what a program says leaves no escape sequence in the agent: below %s', async (place) => {
  const run = hostCommands(agentPaths(place === '/' ? '/' : root));
  const program = place === '/' ? join(root, 'usr/bin/colourful') : 'colourful';
  expect(await run([program], { timeoutMs: 10_000 })).toMatchObject({ code: 0, stdout: 'red\tcell\n', stderr: 'bad\n' });
});
