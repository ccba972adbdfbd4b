import type { ErrorDetail, FileProblem } from './detail.ts';
import { errnoWords } from './errno.ts';

/** What an operator reads: the message, and what to do next (empty where there is nothing to add). */
export interface Description {
  readonly message: string;
  readonly next: string;
}

/** The words for an error. */
export function describeError(detail: ErrorDetail): Description {
  switch (detail.code) {
    case 'file_invalid':
      return say(
        [`${detail.file} has mistakes`, ...detail.problems.map((problem) => `  ${describeProblem(detail.file, problem)}`)].join('\n'),
      );
    case 'file_missing':
      return say(`${detail.file} is not there`, detail.next);
    case 'usage':
    case 'unsafe':
      return say(detail.problem, detail.next);
    case 'secret_missing':
      return say(
        `the secret ${detail.name} (for ${detail.neededBy}) has no value`,
        detail.name.startsWith('tls.')
          ? 'run `tamada bootstrap`: it gives the node its certificate'
          : 'run `tamada init` again: it adds missing secrets and keeps the others',
      );
    case 'template_unknown_name':
      return say(
        `template ${detail.template} uses the unknown name ${detail.name}`,
        'correct the template; `tamada render` shows the result',
      );
    case 'render_failed':
      return say(`${detail.template} cannot be rendered: ${detail.problem}`);
    case 'locked':
      return say(`locked by ${detail.by}`, detail.next);
    case 'node_unreachable':
      return say(
        `${detail.node} (${detail.address}) does not answer: ${detail.problem}`,
        `look at \`systemctl status tamada-agent\` on ${detail.node}`,
      );
    case 'wrong_peer':
      return say(`${detail.node}: ${detail.problem}`, `enroll the node again: \`tamada enroll ${detail.node}\``);
    case 'permission_denied':
      return say(`authority ${detail.authority} may not call ${detail.call}`, 'use a certificate of a higher authority');
    case 'protocol_mismatch':
      return say(
        `${detail.node} speaks protocol ${String(detail.agent)}, this coordinator ${String(detail.coordinator)}`,
        'install the same version of tamada on both sides',
      );
    case 'wrong_cluster':
      return say(`this node belongs to cluster ${detail.expected}, the bundle to ${detail.got}`);
    case 'wrong_node':
      return say(`this node is ${detail.expected}, the bundle is for ${detail.got}`);
    case 'bundle_corrupt':
      return say(`the bundle is corrupt: ${detail.problem}`, 'run the command again');
    case 'bundle_truncated':
      return say(`the bundle ended early, after ${String(detail.got)} parts`, 'run the command again');
    case 'bundle_oversized':
      return say(`the bundle is larger than ${String(detail.limitBytes)} bytes`);
    case 'generation_old':
      return say(
        `the node has generation ${String(detail.current)}, this bundle is ${String(detail.got)}`,
        'somebody has applied a newer one; run the command again from that workspace',
      );
    case 'generation_conflict':
      return say(
        `the node has generation ${String(detail.generation)} with another content`,
        'run the command again: it takes the next number',
      );
    case 'fence_old':
      return say(
        `a coordinator with a newer lease (${String(detail.current)} > ${String(detail.got)}) is at work`,
        'wait for it and run the command again',
      );
    case 'fence_missing':
      return say(
        `a change needs the cluster's lease: one with the number ${String(detail.current)} was seen`,
        'run the command again: it takes the lease first',
      );
    case 'fence_wrong':
      return say(
        `the lease's number is ${String(detail.got)}, but Consul says ${detail.known === 0 ? 'that nobody holds it' : String(detail.known)}`,
        'run the command again; if it stays so, the agent that gave the lease does not tell the truth',
      );
    case 'path_refused':
      return say(`${detail.path} is refused: ${detail.problem}`);
    case 'symlink_in_way':
      return say(
        `${detail.at} stands in the way of ${detail.path}: it is not a plain file or folder`,
        'look at what put it there, and move it aside',
      );
    case 'owner_missing':
      return say(`${detail.path} needs ${detail.owner}, which does not exist`, 'install the packages first');
    case 'validator_refused':
      return say(
        `${detail.program} refuses ${detail.path}:\n${detail.output}`,
        'nothing was changed; correct the topology or the template',
      );
    case 'disk_full':
      return say(`no room to write ${detail.path}`, 'make room and run the command again; nothing was changed there');
    case 'file_system_failed': {
      const { words, next } = errnoWords(detail.errno);
      return say(`${detail.path === '' ? 'the file system' : detail.path}: ${words}`, next);
    }
    case 'state_broken':
      return say(`${detail.file} is broken: ${detail.problem}`, detail.next);
    case 'busy':
      return say(`the node is busy with ${detail.with}`, 'wait for it and run the command again');
    case 'data_directory_foreign':
      return say(`${detail.path} holds data that tamada did not put there`, 'move it away (it is never deleted) and run the command again');
    case 'program_missing':
      return say(`${detail.program} is not installed`, detail.next);
    case 'packages_failed':
      return say(`packages could not be installed (${detail.packages.join(' ')}):\n${detail.output}`);
    case 'unit_failed':
      return say(`${detail.unit} did not become ${detail.wanted}:\n${detail.output}`, `look at \`journalctl -u ${detail.unit}\` there`);
    case 'unhealthy':
      return say(`${detail.program} is not healthy: ${detail.problem}`);
    case 'condition_not_met':
      return say(`${detail.condition}: not within ${String(Math.round(detail.afterMs / 1000))} s; last seen: ${detail.seen}`);
    case 'request_failed':
      return say(`${detail.program}: ${detail.request}: ${detail.problem}`);
    case 'tool_failed':
      return say(`${detail.program}: ${detail.request}: ${detail.problem}`, detail.next);
    case 'cancelled':
      return say(`${detail.what} was stopped on request`, 'run the command again: it goes on where it stopped');
    case 'internal':
      return say(`this is a bug in tamada: ${detail.problem}`, 'please report it');
  }
}

/** One mistake as `file:line:column: problem; hint`. */
export function describeProblem(file: string, problem: FileProblem): string {
  const place = problem.line > 0 ? `${file}:${String(problem.line)}:${String(problem.column)}` : file;
  return `${place}: ${problem.level}: ${problem.problem}${problem.hint === '' ? '' : `; ${problem.hint}`}`;
}

function say(message: string, next = ''): Description {
  return { message, next };
}
