/** An answer to a question about the cluster. `unknown` is an answer of its own: silence within a deadline is never a no. */
export interface Truth {
  readonly is: 'yes' | 'no' | 'unknown';
  /** What speaks for the answer; where it is unknown, what is known and who did not answer. For people. */
  readonly evidence: readonly string[];
}

/**
 * One thing that speaks for yes or no. `own`: the thing itself was asked, and answered. `witness`: another one deals with it right now.
 * `trace`: what it left behind a moment ago (a key, the state of a check); it may be some seconds old.
 */
export interface Evidence {
  readonly speaksFor: 'yes' | 'no';
  readonly weight: 'own' | 'witness' | 'trace';
  readonly says: string;
}

const heaviness = { own: 3, witness: 2, trace: 1 } as const;

/**
 * A no needs more than a trace, because who is silent leaves fewer and fewer of them, and more weight than any yes. A yes needs that nothing
 * speaks against it. So an answer that is taken away can turn a yes into unknown, and never into a no.
 */
export function weigh(all: readonly Evidence[], unanswered: readonly string[]): Truth {
  const heaviest = (side: Evidence['speaksFor']): number =>
    Math.max(0, ...all.filter(({ speaksFor }) => speaksFor === side).map(({ weight }) => heaviness[weight]));
  const [yes, no] = [heaviest('yes'), heaviest('no')];
  const spoken = (side: Evidence['speaksFor']): readonly string[] =>
    all.filter(({ speaksFor }) => speaksFor === side).map(({ says }) => says);
  if (no > heaviness.trace && no > yes) return { is: 'no', evidence: spoken('no') };
  if (no <= heaviness.trace && yes > no) return { is: 'yes', evidence: spoken('yes') };
  return { is: 'unknown', evidence: [...unanswered, ...all.map(({ says }) => says)] };
}

/** What several say who should all say the same; undefined where nobody says anything, or not all the same. */
export function agreed<T>(said: readonly T[]): { readonly value: T } | undefined {
  const [first] = said;
  return first !== undefined && said.every((one) => one === first) ? { value: first } : undefined;
}
