import { TamadaError } from '@tamada/core/errors';
import { yamlExcess } from '@tamada/core/yaml';
import { parse } from 'yaml';
import * as z from 'zod';
import type { AgentConfig } from './agent-config.ts';
import { agentConfigSchema } from './agent-config.ts';

/** The text of an agent.yaml as a value; `file_invalid` names `file` and everything that is wrong with it. */
export function readAgentConfig(file: string, text: string): AgentConfig {
  try {
    const excess = yamlExcess(text, { characters: 16_384, indicators: 200, aliases: 10 });
    if (excess !== null) throw new Error(excess);
    return agentConfigSchema.parse(parse(text));
  } catch (error) {
    const problems =
      error instanceof z.ZodError ? error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) : [String(error)];
    const place = { line: 0, column: 0, hint: '`tamada enroll` makes this file anew', level: 'error' } as const;
    throw new TamadaError({ code: 'file_invalid', file, problems: problems.map((problem) => ({ ...place, problem })) }, { cause: error });
  }
}
