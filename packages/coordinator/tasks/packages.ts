import { TamadaError } from '@tamada/core/errors';
import { installCommand, missingPackages } from '@tamada/core/preflight';
import { runCommands } from '@tamada/core/sequence';
import { nodePrograms, packagesOf } from '@tamada/core/platform';
import type { TaskControl } from '../runner/run-sequence.ts';
import { nodeFacts } from './gather-facts.ts';
import { nodeNamed, runCall, type TaskTools, type TaskExecutor } from './tools.ts';
import { persist } from './persist.ts';

const askDeadlineMs = 20_000;
const installDeadlineMs = 15 * 60_000;
const noQuestions = { ports: [], paths: [], dataDirectory: '', users: [], locales: [] } as const;

export const checkPackages: TaskExecutor<'check_packages'> = async ({ node }, tools, control) => {
  const { version } = tools.topology.postgres;
  const facts = await nodeFacts(node, tools, control);
  const wanted = packagesOf(nodePrograms(tools.topology, nodeNamed(tools.topology, node)), facts.platform, version);
  const questions = { ...noQuestions, packages: wanted };
  const survey = await persist(() => tools.connections.client(node).survey(questions, runCall(tools, control, askDeadlineMs)), control);
  const missing = missingPackages(survey.packages, facts, version).map(({ name }) => name);
  if (missing.length === 0) return { changed: false, note: 'all are there', found: { facts: new Map([[node, facts]]) } };
  throw new TamadaError({
    code: 'program_missing',
    program: missing.join(', '),
    next: `run on ${node}, then \`${runCommands[tools.record.sequence]}\` again: ${installCommand(missing, facts)}`,
  });
};

export const installPackages: TaskExecutor<'install_packages'> = async ({ node }, tools, control) => {
  const facts = await nodeFacts(node, tools, control);
  const packages = packagesOf(
    nodePrograms(tools.topology, nodeNamed(tools.topology, node)),
    facts.platform,
    tools.topology.postgres.version,
  );
  if (packages.length === 0) return { changed: false, note: 'none are needed' };
  const changed = await persist(() => install(node, packages, tools, control), control);
  return { changed, note: changed ? '' : 'all are there', found: { facts: new Map([[node, changed ? null : facts]]) } };
};

async function install(node: string, packages: readonly string[], tools: TaskTools, control: TaskControl): Promise<boolean> {
  let changed = false;
  for await (const event of tools.connections.client(node).installPackages({ packages }, runCall(tools, control, installDeadlineMs))) {
    if (event.line !== '') control.progress(event.line);
    changed = event.changed;
  }
  return changed;
}
