import { TamadaError } from '@tamada/core/errors';
import type * as z from 'zod';
import type { RpcName } from '../service/contract.ts';
import type { AskedNode } from './rules.ts';
import { requestRules } from './rules.ts';

/** A request as the contract has it, or a refusal (`usage`) that names the field and never repeats what stood in it. */
export type ParseRequest = (call: RpcName, request: unknown) => unknown;

/** The one gate through which every message of every call goes before its handler sees it. */
export function requestParser(node: AskedNode): ParseRequest {
  const rules = requestRules(node);
  return (call, request) => {
    const { success, data, error } = rules[call].safeParse(request);
    if (success) return data;
    throw new TamadaError({ code: 'usage', problem: `${call}: ${words(error)}`, next: 'use the same version of tamada on both sides' });
  };
}

function words({ issues }: z.ZodError): string {
  const [first] = issues;
  if (first === undefined) return 'it cannot be read';
  const field = first.path.join('.');
  return `${field === '' ? 'the request' : field} ${first.code === 'unrecognized_keys' ? 'has a field without a rule' : reason(first)}`;
}

/** Our own words; zod's, which may repeat a value, are left out. */
function reason({ code, message }: z.core.$ZodIssue): string {
  switch (code) {
    case 'custom':
    case 'invalid_format':
    case 'invalid_union':
      return message;
    case 'too_big':
    case 'too_small':
      return 'is too small or too large';
    default:
      return 'is not valid';
  }
}
