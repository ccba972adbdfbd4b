import type { Validator } from '../validator.ts';

/** Fails only for what is wrong in the unit itself, not in what it refers to. */
export const unitValidator: Validator = {
  argv: ['systemd-analyze', 'verify', '--man=no', '--recursive-errors=no', '{path}'],
  tolerated: [],
};
