import { describeError } from '@tamada/core/errors';
import { fail, pass, type Check } from '../check.ts';

export const agent: Check = {
  name: 'agent',
  about: 'the agent answers and speaks this protocol',
  check: ({ reports, protocol }) =>
    reports.map((report) => {
      const { name } = report.node;
      if (!report.answered) {
        const { message, next } = describeError(report.error);
        return fail(name, message, next === '' ? `look at \`systemctl status tamada-agent\` on ${name}` : next);
      }
      if (report.protocol !== protocol)
        return fail(
          name,
          `agent ${report.version} speaks protocol ${String(report.protocol)}, this coordinator ${String(protocol)}`,
          'install the same version of tamada on both sides',
        );
      return pass(name, `agent ${report.version}`);
    }),
};
