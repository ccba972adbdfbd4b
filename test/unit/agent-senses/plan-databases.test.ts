import { describe, expect, test } from 'vitest';
import { planDatabases } from '../../../packages/agent/postgres/plan-databases.ts';
import { scramVerifier } from '../../../packages/agent/postgres/scram.ts';
import type { DatabasesFound, RoleFound } from '../../../packages/agent/postgres/wish.ts';

const salt = Buffer.from('0123456789abcdef');
const verifier = (password: string): string => scramVerifier(password, salt);

function found(over: Partial<DatabasesFound> = {}): DatabasesFound {
  return { inRecovery: false, backupGranted: false, roles: new Map(), databases: new Map(), ...over };
}
function has(over: Partial<RoleFound> = {}): DatabasesFound {
  return found({ roles: new Map([['app', { login: true, options: [], verifier: verifier('secret'), ...over }]]) });
}

describe('what must be done for a role', () => {
  const wanted = { roles: [{ name: 'app', password: 'secret', options: ['CREATEDB'] }], databases: [] };

  test.each([
    ['it is not there', found(), ['made role app']],
    ['it is as it should be', has({ options: ['CREATEDB'] }), []],
    ['an option is missing', has(), ['role app: LOGIN CREATEDB NOCREATEROLE NOREPLICATION']],
    ['one is too much', has({ options: ['CREATEDB', 'REPLICATION'] }), ['role app: LOGIN CREATEDB NOCREATEROLE NOREPLICATION']],
    ['it cannot log in', has({ login: false, options: ['CREATEDB'] }), ['role app: LOGIN CREATEDB NOCREATEROLE NOREPLICATION']],
    ['it has another password', has({ options: ['CREATEDB'], verifier: verifier('old') }), ['role app: new password']],
    ['it has none', has({ options: ['CREATEDB'], verifier: '' }), ['role app: new password']],
  ])('%s', (_name, server, changes) => {
    expect(planDatabases(wanted, server, verifier).map(({ change }) => change)).toEqual(changes);
  });

  test('statements hold the verifier and never the password', () => {
    const [step] = planDatabases(wanted, found(), verifier);
    expect(step?.sql).toBe(`CREATE ROLE "app" WITH LOGIN CREATEDB NOCREATEROLE NOREPLICATION PASSWORD '${verifier('secret')}';`);
    expect(step?.sql).not.toContain('secret');
  });
});

describe('what must be done for a database', () => {
  test.each([
    ['it is not there', 'app', new Map(), ['CREATE DATABASE "app" OWNER "app";']],
    ['it is not there and nobody is to own it', '', new Map(), ['CREATE DATABASE "app";']],
    ['it is as it should be', 'app', new Map([['app', 'app']]), []],
    ['whoever owns it', '', new Map([['app', 'somebody']]), []],
    ['somebody else owns it', 'app', new Map([['app', 'somebody']]), ['ALTER DATABASE "app" OWNER TO "app";']],
  ])('%s', (_name, owner, databases, sql) => {
    const steps = planDatabases({ roles: [], databases: [{ name: 'app', owner }] }, found({ databases }), verifier);
    expect(steps.map((step) => step.sql)).toEqual(sql);
  });
});
