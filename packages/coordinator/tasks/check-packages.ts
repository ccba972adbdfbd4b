import { TamadaError } from '@tamada/core/errors';
import { installCommand, missingPackages } from '@tamada/core/preflight';
import { nodePrograms, packagesOf } from '@tamada/core/platform';
import type { Task } from '@tamada/core/sequence';
import type { Executor } from '../runner/index.ts';
import { nodeFacts } from './node-facts.ts';
import { nodeNamed } from './node-named.ts';
import { persist } from './persist.ts';
import { runCall, type TaskTools } from './tools.ts';

const deadlineMs = 20_000;
const noQuestions = { ports: [], paths: [], dataDirectory: '', users: [], locales: [] } as const;

export const checkPackages: Executor<Extract<Task, { kind: 'check_packages' }>, TaskTools> = async ({ node }, tools, control) => {
  const { version } = tools.topology.postgres;
  const facts = await nodeFacts(node, tools, control);
  const wanted = packagesOf(nodePrograms(tools.topology, nodeNamed(tools.topology, node)), facts.platform, version);
  const questions = { ...noQuestions, packages: wanted };
  const survey = await persist(() => tools.connections.client(node).survey(questions, runCall(tools, control, deadlineMs)), control);
  const missing = missingPackages(survey.packages, facts, version).map(({ name }) => name);
  if (missing.length === 0) return { changed: false, note: 'all are there' };
  throw new TamadaError({
    code: 'program_missing',
    program: missing.join(', '),
    next: `run on ${node}, then \`tamada bootstrap\` again: ${installCommand(missing, facts)}`,
  });
};
