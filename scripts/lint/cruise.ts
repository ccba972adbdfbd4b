import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { join } from 'node:path';
import { boundaryRules } from './boundary-rules.ts';

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** Applies the boundary rules to a source tree; `modules` is how many were looked at. */
export async function cruiseTree(root: string, folders: readonly string[]): Promise<{ modules: number; violations: readonly Violation[] }> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...boundaryRules] },
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^packages/wire/generated/' },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'types'], extensions: ['.ts', '.mjs', '.js', '.json'] },
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  const { violations, totalCruised } = (output as ICruiseResult).summary;
  return { modules: totalCruised, violations: violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })) };
}
