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

const slowMs = 20;

export const diskSpeed: Check = {
  name: 'disk-speed',
  about: 'an fsync is quick',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, survey }) =>
      survey.disks.map(({ path, fsyncMs }) => {
        if (fsyncMs < 0) return warn(node.name, `nothing can be written in ${path}`, 'look at the file system there');
        const reason = `an fsync in ${path} takes ${fsyncMs.toFixed(1)} ms`;
        return fsyncMs > slowMs
          ? warn(node.name, reason, 'every commit waits for that: use a faster disk, or one with a battery-backed cache')
          : pass(node.name, reason);
      }),
    ),
};
