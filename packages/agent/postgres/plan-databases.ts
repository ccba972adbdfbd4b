import { TamadaError } from '@tamada/core/errors';
import { identifier, literal } from './psql.ts';
import { fitsVerifier } from './scram.ts';
import { roleOptions } from './wish.ts';
import type { DatabasesFound, DatabasesWish, DatabaseWish, RoleFound, RoleWish } from './wish.ts';

/** One statement, and what it does in words that hold no secret. */
export interface DatabaseStep {
  readonly sql: string;
  readonly change: string;
}

/** What must be done so that the server has what was asked for. Roles come first, because databases have owners. */
export function planDatabases(wish: DatabasesWish, found: DatabasesFound, verifier: (password: string) => string): readonly DatabaseStep[] {
  return [
    ...wish.roles.flatMap((role) => planRole(role, found.roles.get(role.name) ?? null, verifier)),
    ...wish.databases.flatMap((database) => planDatabase(database, found.databases.get(database.name) ?? null)),
  ];
}

function planRole(role: RoleWish, found: RoleFound | null, verifier: (password: string) => string): readonly DatabaseStep[] {
  const unknown = role.options.find((option) => !roleOptions.some((known) => known === option));
  if (unknown !== undefined) {
    const next = `use ${roleOptions.join(', ')}`;
    throw new TamadaError({ code: 'usage', problem: `role ${role.name}: the option ${unknown} is not known`, next });
  }
  const attributes = ['LOGIN', ...roleOptions.map((option) => (role.options.includes(option) ? option : `NO${option}`))].join(' ');
  const withPassword = (): string => `${attributes} PASSWORD ${literal(verifier(role.password))}`;
  if (found === null) return [{ sql: `CREATE ROLE ${identifier(role.name)} WITH ${withPassword()};`, change: `made role ${role.name}` }];

  const steps: DatabaseStep[] = [];
  const sameOptions = roleOptions.every((option) => role.options.includes(option) === found.options.includes(option));
  if (!found.login || !sameOptions) {
    steps.push({ sql: `ALTER ROLE ${identifier(role.name)} WITH ${attributes};`, change: `role ${role.name}: ${attributes}` });
  }
  if (!fitsVerifier(role.password, found.verifier)) {
    steps.push({ sql: `ALTER ROLE ${identifier(role.name)} WITH ${withPassword()};`, change: `role ${role.name}: new password` });
  }
  return steps;
}

function planDatabase({ name, owner }: DatabaseWish, found: string | null): readonly DatabaseStep[] {
  if (found === null) {
    const of = owner === '' ? '' : ` OWNER ${identifier(owner)}`;
    return [{ sql: `CREATE DATABASE ${identifier(name)}${of};`, change: `made database ${name}` }];
  }
  if (owner === '' || owner === found) return [];
  return [{ sql: `ALTER DATABASE ${identifier(name)} OWNER TO ${identifier(owner)};`, change: `database ${name}: owner ${owner}` }];
}
