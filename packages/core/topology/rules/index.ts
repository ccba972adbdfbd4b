import { addressRules } from './addresses.ts';
import { backupRules } from './backup.ts';
import { consulRules } from './consul.ts';
import { databaseRules } from './databases.ts';
import { encodingRules } from './encoding.ts';
import { hbaRules } from './hba.ts';
import { limitRules } from './limits.ts';
import { parameterRules } from './parameters.ts';
import { portRules } from './ports.ts';
import type { Rule } from './rule.ts';
import { userRules } from './users.ts';
import { vipRules } from './vips.ts';

/** Everything that must hold in a topology beyond the shape of single values. */
export const topologyRules: readonly Rule[] = [
  ...consulRules,
  ...databaseRules,
  ...addressRules,
  ...vipRules,
  ...userRules,
  ...encodingRules,
  ...parameterRules,
  ...hbaRules,
  ...portRules,
  ...backupRules,
  ...limitRules,
];

/** Names that may stand under `allow`. */
export const allowableRules: readonly string[] = topologyRules.filter((rule) => rule.allowable).map((rule) => rule.name);
