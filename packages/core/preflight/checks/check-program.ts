import { nodePrograms, theCheck } from '@tamada/core/platform';
import { fail, pass, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const checkProgram: Check = {
  name: 'check-program',
  about: "keepalived's user can run what keepalived asks",
  ignorable: true,
  check: (input) =>
    answered(input)
      .filter(({ node }) => nodePrograms(input.topology, node).includes('keepalived'))
      .map(({ node, survey }) =>
        survey.checkProblem === ''
          ? pass(node.name, 'tamada-check runs')
          : fail(
              node.name,
              `the user ${theCheck.user} cannot run tamada-check, so keepalived would hold no VIP: ${survey.checkProblem}`,
              `run \`tamada-agent install\` again on ${node.name}: it opens what is tamada's own; \`chmod o+x\` opens what is not`,
            ),
      ),
};
