import { writeFile } from 'node:fs/promises';
import { describeFinding, finding, findingCodes, vocabulary, type FindingCode, type Severity } from '@tamada/core/findings';
import { format } from 'prettier';
import type { Generator } from './generator.ts';

const severities: Readonly<Record<Severity, string>> = {
  critical: 'Clients are harmed now, or acknowledged rows are at risk.',
  warning: 'One more fault would harm clients, or nobody knows.',
  notice: 'To be planned, or to be looked at again. A notice never degrades a cluster.',
};

const page = `# Findings

What \`tamada status\` can find. Codes, what they are about and their fields are stable: alerts and scripts may hang on them. In \`--json\` each one is
\`{code, severity, node, datacenter, fields, evidence, message, remedy}\`; words may change. \`node\` and \`datacenter\` are null where the finding is about the
cluster; a certificate without a node is the workspace's. \`evidence\` says what it was judged by.

Silence within a deadline is never a no: a finding that says "not running", "no leader" or "nobody" has been told so by somebody. What did not answer stands in
\`unanswered\` and makes findings of its own, whose codes end with \`silent\`, \`slow\`, \`unknown\` or \`unseen\`.
`;

/** Every code with its meaning, from the vocabulary. */
export const findingsPage: Generator = {
  name: 'list of findings',
  output: 'docs/findings.md',
  async generate(target) {
    const parts = Object.entries(severities).map(([severity, words]) => `## ${severity}\n\n${words}\n\n${table(severity as Severity)}`);
    const options = { parser: 'markdown', printWidth: 160 } as const;
    await writeFile(target, await format([page, ...parts].join('\n'), options));
  },
};

function table(severity: Severity): string {
  const rows = findingCodes.filter((code) => vocabulary[code].severity === severity).map(row);
  return ['| code | about | meaning | fields | as it is said, and the remedy |', '| - | - | - | - | - |', ...rows, ''].join('\n');
}

function row(code: FindingCode): string {
  const { about, means, example } = vocabulary[code];
  const subject = { node: about === 'node' ? 'pg-a1-1' : null, datacenter: about === 'cluster' ? null : 'a1' };
  const { message, remedy } = describeFinding(finding(code, subject, example as never));
  const fields = Object.keys(example).map((name) => `\`${name}\``);
  return `| \`${code}\` | ${about} | ${means} | ${fields.join(', ')} | ${message}. ${capital(remedy)} |`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
