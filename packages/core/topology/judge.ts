import { topologyRules } from './rules/index.ts';
import type { Finding, Rule } from './rules/rule.ts';
import type { Topology } from './types.ts';

/** What a rule found, at the level that holds for this topology. */
export interface Judgement extends Finding {
  readonly level: 'error' | 'warning';
}

/** Runs every rule; `whole` is false where parts of the file could not be read. */
export function judge(topology: Topology, whole: boolean): readonly Judgement[] {
  const judgements = topologyRules.filter((rule) => whole || rule.scope === 'part').flatMap((rule) => judgeBy(rule, topology));
  return whole ? [...judgements, ...unneeded(topology)] : judgements;
}

function judgeBy(rule: Rule, topology: Topology): readonly Judgement[] {
  const allowed = rule.allowable && topology.allow.includes(rule.name);
  return rule.check(topology).map((finding) => {
    if (allowed) return { ...finding, level: 'warning', hint: `allowed here by \`allow: [${rule.name}]\`` };
    const hint = rule.allowable ? `${finding.hint}; if it must be so, add \`allow: [${rule.name}]\`` : finding.hint;
    return { ...finding, level: rule.level, hint };
  });
}

/** Permissions that stay in a file after their reason is gone would hide the next mistake. */
function unneeded(topology: Topology): readonly Judgement[] {
  return topology.allow.flatMap((name, index): readonly Judgement[] => {
    const rule = topologyRules.find((each) => each.name === name);
    if (rule === undefined || rule.check(topology).length > 0) return [];
    return [{ path: ['allow', index], at: 'value', level: 'warning', problem: `nothing here needs \`${name}\``, hint: 'remove it' }];
  });
}
