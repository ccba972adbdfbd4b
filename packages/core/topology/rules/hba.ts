import { addressPattern, cidrPattern, addressNumber, networkOf, splitCidr, networkText } from '../ipv4.ts';
import { nearestHint } from '../nearest.ts';
import type { Finding, Rule } from './rule.ts';

const connections = ['local', 'host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc'];
const methods = ['trust', 'reject', 'scram-sha-256', 'md5', 'password', 'gss', 'ident', 'peer', 'ldap', 'radius', 'cert', 'pam'];
/** Words and quoted strings; a comma joins words to a list, as in pg_hba.conf. */
const word = /(?:"[^"]*"|[^\s",#]|,\s*)+/g;
const shape = 'write `hostssl DATABASE USER ADDRESS METHOD`, for example `hostssl all all 10.0.0.0/8 scram-sha-256`';

const hbaLine: Rule = {
  name: 'hba-line',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ postgres }) =>
    postgres.hba.flatMap((line, index): Finding[] => {
      const mistake = mistakeIn(line);
      return mistake === null ? [] : [{ path: ['postgres', 'hba', index], at: 'value', ...mistake }];
    }),
};

const hbaTrust: Rule = {
  name: 'hba-trust',
  level: 'warning',
  allowable: false,
  scope: 'part',
  check: ({ postgres }) =>
    postgres.hba.flatMap((line, index): Finding[] => {
      if (mistakeIn(line) !== null || fieldsOf(line).method !== 'trust') return [];
      const problem = 'this line lets people in without a password';
      return [{ path: ['postgres', 'hba', index], at: 'value', problem, hint: 'write `scram-sha-256` in the place of `trust`' }];
    }),
};

interface Fields {
  readonly connection: string;
  readonly address: string | null;
  readonly mask: string | null;
  readonly method: string;
}

function fieldsOf(line: string): Fields {
  const words = line.match(word) ?? [];
  const connection = words[0] ?? '';
  if (connection === 'local') return { connection, address: null, mask: null, method: words[3] ?? '' };
  const [address = '', fourth = '', fifth = ''] = words.slice(3);
  const masked = addressPattern.test(address) && addressPattern.test(fourth);
  return { connection, address, mask: masked ? fourth : null, method: masked ? fifth : fourth };
}

function mistakeIn(line: string): { readonly problem: string; readonly hint: string } | null {
  if (line.includes('#')) return { problem: 'a line of pg_hba.conf, not a comment, belongs here', hint: 'comment in cluster.yaml instead' };
  if ((line.match(/"/g) ?? []).length % 2 === 1) return { problem: 'a quote is not closed', hint: shape };
  const { connection, address, mask, method } = fieldsOf(line);
  if (!connections.includes(connection)) {
    return { problem: `\`${connection}\` is no kind of connection`, hint: nearestHint(connection, connections, 'kinds') };
  }
  if (method === '') return { problem: 'the line has too few fields', hint: shape };
  if (address !== null) {
    const problem = addressProblem(address, mask);
    if (problem !== null) return problem;
  }
  if (!methods.includes(method)) return { problem: `\`${method}\` is no method`, hint: nearestHint(method, methods, 'methods') };
  return null;
}

function addressProblem(address: string, mask: string | null): { readonly problem: string; readonly hint: string } | null {
  if (cidrPattern.test(address)) {
    const { address: first, prefixLength } = splitCidr(address);
    if (networkOf(first, prefixLength).first === addressNumber(first)) return null;
    return {
      problem: `${address} is an address in a network, not a network`,
      hint: `write \`${networkText(address)}\`, or \`${first}/32\``,
    };
  }
  if (addressPattern.test(address)) {
    return mask === null ? { problem: `${address} has no prefix length`, hint: `write \`${address}/32\` for this one host` } : null;
  }
  if (/^[0-9./]+$/.test(address)) return { problem: `\`${address}\` is no IPv4 network`, hint: 'for example `10.0.0.0/8`' };
  return null;
}

export const hbaRules: readonly Rule[] = [hbaLine, hbaTrust];
