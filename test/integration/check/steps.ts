import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { startAsked, type Asked, type Behaviour } from './asked.ts';
import { runBare, type Ended } from './installed.ts';

/** What is asked behaves so, and the check is run with these words. */
export interface Step {
  readonly leader: Behaviour;
  readonly haproxy: Behaviour;
  readonly words: readonly string[];
}

export interface Steps {
  readonly program: string;
  /** Where the check's configuration stands on a host, and its text. */
  readonly config: { readonly path: string; readonly text: string };
  readonly stateDirectory: string;
  readonly ports: { readonly leader: number; readonly haproxy: number };
  readonly steps: readonly Step[];
}

export interface Outcome {
  readonly ended: Ended;
  /** What this run asked, first lines, by whom it asked. */
  readonly asked: { readonly leader: readonly string[]; readonly haproxy: readonly string[] };
  /** The subjects whose last answer is remembered now. */
  readonly remembered: readonly string[];
}

/** Runs the check step by step on a host that has nothing but its files. Only for a host made for it: it writes where the check reads. */
export async function runSteps({ program, config, stateDirectory, ports, steps }: Steps): Promise<readonly Outcome[]> {
  await mkdir(dirname(config.path), { recursive: true });
  await writeFile(config.path, config.text);
  await mkdir(stateDirectory);
  const [leader, haproxy] = [await startAsked('dead', ports.leader), await startAsked('dead', ports.haproxy)];
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    await leader.behave(step.leader);
    await haproxy.behave(step.haproxy);
    const before = [leader, haproxy].map(({ requests }) => requests.length);
    const since = ({ requests }: Asked, index: number): readonly string[] => requests.slice(before[index]);
    const ended = await runBare([program, ...step.words]);
    outcomes.push({
      ended,
      asked: { leader: since(leader, 0), haproxy: since(haproxy, 1) },
      remembered: (await readdir(stateDirectory)).toSorted(),
    });
  }
  await Promise.all([leader.close(), haproxy.close()]);
  return outcomes;
}
