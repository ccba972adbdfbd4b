import { fail, pass, type Check, type Judgement } from '../check.ts';
import { answered } from '../input.ts';
import type { Survey } from '../types.ts';

export const dataDirectory: Check = {
  name: 'data-directory',
  about: 'the data directory is empty or ours',
  ignorable: false,
  check: (input) => answered(input).flatMap(({ node, survey }) => judgeState(node.name, survey.dataDirectory)),
};

function judgeState(node: string, state: Survey['dataDirectory']): readonly Judgement[] {
  switch (state) {
    case 'none':
      return [];
    case 'absent':
    case 'empty':
      return [pass(node, 'the data directory is empty')];
    case 'established':
      return [pass(node, "the data directory is the cluster's")];
    case 'claimed':
      return [pass(node, 'the data directory is left from an attempt that never ran; it will be renamed, not deleted')];
    case 'foreign':
      return [fail(node, 'the data directory holds data that tamada did not put there', 'move it away; nothing of ours ever deletes it')];
  }
}
