import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
import { answered } from '../input.ts';
import type { Survey } from '../types.ts';

const gib = 1024 ** 3;
const failBytes = gib;
const warnBytes = 10 * gib;

export const diskSpace: Check = {
  name: 'disk-space',
  about: 'there is room for the data',
  ignorable: true,
  check: (input) => answered(input).flatMap(({ node, survey }) => survey.disks.map((disk) => judgeDisk(node.name, disk))),
};

function judgeDisk(node: string, { path, freeBytes }: Survey['disks'][number]): Judgement {
  const reason = `${(freeBytes / gib).toFixed(1)} GiB free for ${path}`;
  if (freeBytes < failBytes) return fail(node, reason, 'make room, or put a larger disk there');
  return freeBytes < warnBytes ? warn(node, reason, 'a database soon needs more') : pass(node, reason);
}
