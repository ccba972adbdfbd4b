import { describeError } from '@tamada/core/errors';
import { fail, pass, type Check } from '../check.ts';

export const agent: Check = {
  name: 'agent',
  about: 'the agent answers and speaks our protocol',
  ignorable: false,
  check: ({ reports }) =>
    reports.map((report) => {
      const { name } = report.node;
      if (report.answered) return pass(name, `agent ${report.version}`);
      const { message, next } = describeError(report.error);
      return fail(name, message, next === '' ? `look at \`journalctl -u tamada-agent\` on ${name}` : next);
    }),
};
