import { nearestHint } from '../nearest.ts';
import { postgresUsers } from '../secrets.ts';
import type { Finding, Rule } from './rule.ts';

/** Users that tamada, Patroni or PostgreSQL make. */
const reservedUsers: readonly string[] = [...Object.values(postgresUsers), 'backup', 'tamada'];
/** Words that PostgreSQL does not take as a role's name, in quotes neither. */
const sqlWords: readonly string[] = ['public', 'none'];
const reservedDatabases: readonly string[] = ['postgres', 'template0', 'template1'];

const userReserved: Rule = {
  name: 'user-reserved',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ postgres }) =>
    postgres.users.flatMap(({ name }): Finding[] => {
      const why = whyReserved(name);
      if (why === null) return [];
      return [{ path: ['postgres', 'users', name], at: 'key', problem: `the user name ${name} ${why}`, hint: 'choose another name' }];
    }),
};

const databaseReserved: Rule = {
  name: 'database-reserved',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ postgres }) =>
    postgres.databases
      .filter(({ name }) => reservedDatabases.includes(name))
      .map(({ name }) => ({
        path: ['postgres', 'databases', name],
        at: 'key',
        problem: `the database ${name} is PostgreSQL's own`,
        hint: 'choose another name',
      })),
};

const databaseOwner: Rule = {
  name: 'database-owner',
  level: 'error',
  allowable: false,
  scope: 'whole',
  check: ({ postgres }) => {
    const users = postgres.users.map(({ name }) => name);
    return postgres.databases.flatMap(({ name, owner }): Finding[] => {
      if (owner === null || users.includes(owner)) return [];
      const hint =
        owner === 'postgres'
          ? 'leave `owner` out: postgres is the default'
          : `${nearestHint(owner, users, 'users')}${users.length === 0 ? `: add \`users: { ${owner}: {} }\`` : ''}`;
      return [{ path: ['postgres', 'databases', name, 'owner'], at: 'value', problem: `the owner ${owner} is not among the users`, hint }];
    });
  },
};

function whyReserved(name: string): string | null {
  if (reservedUsers.includes(name)) return 'is one that tamada itself uses';
  if (sqlWords.includes(name)) return 'is a word of SQL';
  if (name.startsWith('pg_')) return 'begins with `pg_`, which PostgreSQL keeps for itself';
  return null;
}

export const userRules: readonly Rule[] = [userReserved, databaseReserved, databaseOwner];
