import * as z from 'zod';
import { hbaConnections, hbaMethods, optionMistake } from '../hba/options.ts';
import { byteLength, hbaShape, readHbaLine, type HbaFields, type HbaMistake, type HbaWord } from '../hba/read-line.ts';
import { addressNumber, addressPattern, cidrPattern, networkOf, networkText, splitCidr } from '../ipv4.ts';
import { nearestHint } from '../nearest.ts';
import type { Finding, Rule } from './rule.ts';

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
      const fields = readHbaLine(line);
      if ('problem' in fields || mistakeIn(line) !== null || methodOf(fields) !== 'trust') return [];
      const problem = 'this line lets people in without a password';
      return [{ path: ['postgres', 'hba', index], at: 'value', problem, hint: 'write `scram-sha-256` in the place of `trust`' }];
    }),
};

function mistakeIn(line: string): HbaMistake | null {
  const fields = readHbaLine(line);
  if ('problem' in fields) return fields;
  const connection = only(fields[0]);
  if (connection === null || !hbaConnections.includes(connection)) {
    const word = connection ?? texts(fields[0]).join(',');
    return { problem: `\`${word}\` is not a kind of connection`, hint: nearestHint(word, hbaConnections, 'kinds') };
  }
  const names = fields.slice(1, 3).flatMap((field) => nameMistake(field) ?? []);
  if (names[0] !== undefined) return names[0];
  const address = connection === 'local' || fields[3] === undefined ? null : addressMistake(fields[3], fields[4]);
  if (address !== null) return address;
  const at = methodIndex(fields);
  const word = only(fields[at]);
  if (word === null)
    return fields[at] === undefined
      ? { problem: 'the line has too few fields', hint: hbaShape }
      : { problem: 'a line has one method', hint: hbaShape };
  const method = hbaMethods.find(({ name }) => name === word);
  if (method === undefined)
    return {
      problem: `\`${word}\` is not a method`,
      hint: nearestHint(
        word,
        hbaMethods.map(({ name }) => name),
        'methods',
      ),
    };
  return optionMistake(connection, method, fields.slice(at + 1).flatMap(texts));
}

function methodOf(fields: HbaFields): string | null {
  return only(fields[methodIndex(fields)]);
}

/** The method follows the address, and the mask where the address has no prefix length. */
function methodIndex(fields: HbaFields): number {
  if (only(fields[0]) === 'local') return 3;
  const address = only(fields[3]) ?? '';
  return isAddress(address) ? 5 : 4;
}

function texts(field: readonly HbaWord[] | undefined): readonly string[] {
  return (field ?? []).map(({ text }) => text);
}

/** The word of a field that may not be a list. */
function only(field: readonly HbaWord[] | undefined): string | null {
  return field?.length === 1 ? (field[0]?.text ?? null) : null;
}

/** Names of databases or users: `@` names a file, which the hosts do not have. */
function nameMistake(field: readonly HbaWord[] | undefined): HbaMistake | null {
  const file = field?.find(({ text, quoted }) => !quoted && text.startsWith('@'));
  if (file !== undefined)
    return { problem: `the file \`${file.text}\` is not on the hosts`, hint: 'write the names themselves, with commas between' };
  const long = field?.find(({ text }) => byteLength(text.replace(/^\+/, '')) > 63);
  return long === undefined ? null : { problem: `\`${long.text}\` is longer than a name can be`, hint: 'names have at most 63 bytes' };
}

const isIpv6 = (text: string): boolean => z.ipv6().safeParse(text).success;
const isAddress = (text: string): boolean => addressPattern.test(text) || isIpv6(text);

function addressMistake(field: readonly HbaWord[], next: readonly HbaWord[] | undefined): HbaMistake | null {
  const address = only(field);
  if (address === null) return { problem: 'a line has one address', hint: 'write a line for each' };
  const quoted = field[0]?.quoted === true;
  if (!quoted && ['all', 'samehost', 'samenet'].includes(address)) return null;
  if (address.includes('/')) return networkMistake(address);
  if (isAddress(address)) return maskMistake(address, only(next) ?? '');
  if (/^[0-9./]+$/.test(address)) return { problem: `\`${address}\` is not an IPv4 network`, hint: 'for example `10.0.0.0/8`' };
  if (address.includes(':')) return { problem: `\`${address}\` is not an IPv6 network`, hint: 'for example `fd00::/8`' };
  return /^\.?[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(address)
    ? null
    : { problem: `\`${address}\` is neither an address nor the name of a host`, hint: hbaShape };
}

function networkMistake(network: string): HbaMistake | null {
  if (cidrPattern.test(network)) {
    const { address, prefixLength } = splitCidr(network);
    if (networkOf(address, prefixLength).first === addressNumber(address)) return null;
    return {
      problem: `${network} is an address in a network, not a network`,
      hint: `write \`${networkText(network)}\`, or \`${address}/32\``,
    };
  }
  if (z.cidrv6().safeParse(network).success) return null;
  const what = network.includes(':') ? 'IPv6' : 'IPv4';
  return {
    problem: `\`${network}\` is not an ${what} network`,
    hint: what === 'IPv6' ? 'for example `fd00::/8`' : 'for example `10.0.0.0/8`',
  };
}

/** An address without a prefix length has a mask behind it, of the same family. */
function maskMistake(address: string, next: string): HbaMistake | null {
  const [bits, family] = addressPattern.test(address) ? [32, addressPattern.test(next)] : [128, isIpv6(next)];
  if (!family) return { problem: `${address} has no prefix length`, hint: `write \`${address}/${bits}\` for this one host` };
  if (bits === 128) return { problem: 'a mask of IPv6 is easy to get wrong', hint: `write \`${address}/128\` for this one host` };
  return /^1*0*$/.test(addressNumber(next).toString(2).padStart(32, '0'))
    ? null
    : { problem: `${next} is not a mask`, hint: 'for example `255.255.255.0`' };
}

export const hbaRules: readonly Rule[] = [hbaLine, hbaTrust];
