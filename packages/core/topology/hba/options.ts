import { nearestHint } from '../nearest.ts';
import type { HbaMistake } from './read-line.ts';

/** Connections, methods and options that PostgreSQL 15 of the packages knows: no sspi (Windows), no bsd. */
export const hbaConnections = ['local', 'host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc'];

interface Method {
  readonly name: string;
  /** Kinds of connection that it works on; null for all. */
  readonly connections: readonly string[] | null;
  readonly options: readonly string[];
}

const remote = hbaConnections.filter((each) => each !== 'local');
const ldapBind = ['ldapbinddn', 'ldapbindpasswd', 'ldapbasedn', 'ldapsearchattribute', 'ldapsearchfilter'];
const ldapSimple = ['ldapprefix', 'ldapsuffix'];

export const hbaMethods: readonly Method[] = [
  { name: 'trust', connections: null, options: [] },
  { name: 'reject', connections: null, options: [] },
  { name: 'scram-sha-256', connections: null, options: [] },
  { name: 'md5', connections: null, options: [] },
  { name: 'password', connections: null, options: [] },
  { name: 'gss', connections: remote, options: ['map', 'include_realm', 'krb_realm'] },
  { name: 'ident', connections: null, options: ['map'] },
  { name: 'peer', connections: ['local'], options: ['map'] },
  {
    name: 'ldap',
    connections: null,
    options: ['ldapurl', 'ldapserver', 'ldapport', 'ldapscheme', 'ldaptls', ...ldapBind, ...ldapSimple],
  },
  { name: 'radius', connections: null, options: ['radiusservers', 'radiussecrets', 'radiusports', 'radiusidentifiers'] },
  { name: 'cert', connections: ['hostssl'], options: ['map'] },
  { name: 'pam', connections: null, options: ['pamservice', 'pam_use_hostname'] },
];

/** Of client certificates: with every method, on hostssl only. */
const certificateOptions = ['clientcert', 'clientname'];

type Values = readonly string[] | RegExp;

const address = String.raw`(\d{1,3}(\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)`;
const portNumber = '[1-9][0-9]{0,4}';

/** What an option may be; any text where nothing stands here. */
const optionValues: Readonly<Record<string, Values>> = {
  clientcert: ['verify-ca', 'verify-full'],
  clientname: ['CN', 'DN'],
  include_realm: ['0', '1'],
  ldapport: new RegExp(`^${portNumber}$`),
  ldapscheme: ['ldap', 'ldaps'],
  ldaptls: ['0', '1'],
  ldapurl: /^ldaps?:\/\/[A-Za-z0-9.-]+(:[1-9][0-9]{0,4})?(\/[^?\s"]*(\?[^?\s"]*(\?(base|one|sub)?(\?[^?\s"]*)?)?)?)?$/,
  pam_use_hostname: ['0', '1'],
  radiusports: new RegExp(String.raw`^${portNumber}(\s*,\s*${portNumber})*$`),
  // PostgreSQL resolves names while it reads the file, and refuses the file where it cannot.
  radiusservers: new RegExp(String.raw`^${address}(\s*,\s*${address})*$`),
};

/** What is wrong with a method and its options on that kind of connection. */
export function optionMistake(connection: string, method: Method, options: readonly string[]): HbaMistake | null {
  if (method.connections !== null && !method.connections.includes(connection)) {
    return { problem: `the method ${method.name} does not work on ${connection}`, hint: `it works on: ${method.connections.join(', ')}` };
  }
  const allowed = [...method.options, ...(connection === 'hostssl' ? certificateOptions : [])];
  const given = new Map<string, string>();
  for (const option of options) {
    const [name = '', value] = option.split(/=(.*)/s);
    if (value === undefined) return { problem: `\`${option}\` after the method is not an option`, hint: optionsHint(method.name, allowed) };
    if (!allowed.includes(name)) {
      const hint = allowed.length === 0 ? optionsHint(method.name, allowed) : nearestHint(name, allowed, 'options');
      return { problem: `${method.name} on ${connection} has no option \`${name}\``, hint };
    }
    const mistake = valueMistake(name, value);
    if (mistake !== null) return mistake;
    given.set(name, value);
  }
  if (method.name === 'cert' && given.get('clientcert') === 'verify-ca') {
    return { problem: 'cert always checks the name in the certificate', hint: 'write `clientcert=verify-full`, or leave it out' };
  }
  if (method.name === 'ldap') return ldapMistake(given);
  return method.name === 'radius' ? radiusMistake(given) : null;
}

function optionsHint(method: string, allowed: readonly string[]): string {
  return allowed.length === 0 ? `${method} takes no options: remove it` : `write NAME=VALUE; options: ${allowed.join(', ')}`;
}

function valueMistake(name: string, value: string): HbaMistake | null {
  const values = optionValues[name];
  if (values === undefined) return value === '' ? { problem: `the option ${name} is empty`, hint: 'give it a value, or remove it' } : null;
  if (values instanceof RegExp ? values.test(value) : values.includes(value)) return null;
  const hint = values instanceof RegExp ? optionExamples[name] : `values: ${values.join(', ')}`;
  return { problem: `\`${value}\` is not a valid \`${name}\``, hint: hint ?? '' };
}

const optionExamples: Readonly<Record<string, string>> = {
  ldapport: 'a port, for example `389`',
  ldapurl: 'for example `ldap://ldap.example.com/dc=example,dc=com?uid?sub`',
  radiusports: 'a port for each server, with commas between',
  radiusservers: 'addresses with commas between: a name that cannot be resolved would stop PostgreSQL',
};

function ldapMistake(given: ReadonlyMap<string, string>): HbaMistake | null {
  const has = (name: string): boolean => given.has(name);
  if (!has('ldapserver') && !has('ldapurl')) return { problem: 'ldap needs a server', hint: 'add `ldapserver=HOST`' };
  const [bind, simple] = [ldapBind.find(has), ldapSimple.find(has)];
  const baseInUrl = /^ldaps?:\/\/[^/]*\/[^?]/.test(given.get('ldapurl') ?? '');
  const url = has('ldapurl') ? (bind ?? 'ldapurl') : bind;
  if (simple !== undefined && url !== undefined)
    return { problem: `${simple} and ${url} exclude each other`, hint: 'use one of the two ways to find a user' };
  if (simple === undefined && !has('ldapbasedn') && !baseInUrl) {
    return { problem: 'ldap has no way to find a user', hint: 'add `ldapbasedn=...`, or `ldapprefix=...` and `ldapsuffix=...`' };
  }
  const attributeInUrl = /^[^?]*\?[^?]/.test(given.get('ldapurl') ?? '');
  const filterInUrl = /^([^?]*\?){3}./.test(given.get('ldapurl') ?? '');
  if ((has('ldapsearchattribute') || attributeInUrl) && (has('ldapsearchfilter') || filterInUrl)) {
    return { problem: 'an attribute and a filter to search by exclude each other', hint: 'keep one of them' };
  }
  return null;
}

function radiusMistake(given: ReadonlyMap<string, string>): HbaMistake | null {
  const missing = ['radiusservers', 'radiussecrets'].find((name) => !given.has(name));
  if (missing !== undefined) return { problem: `radius needs ${missing}`, hint: 'write `radiusservers=ADDRESS radiussecrets=SECRET`' };
  const count = (name: string): number => (given.get(name) ?? '').split(',').length;
  const servers = count('radiusservers');
  const wrong = ['radiussecrets', 'radiusports', 'radiusidentifiers'].find(
    (name) => given.has(name) && count(name) !== 1 && count(name) !== servers,
  );
  return wrong === undefined
    ? null
    : { problem: `${wrong} has ${count(wrong)} entries for ${servers} servers`, hint: 'give one for all, or one for each server' };
}
