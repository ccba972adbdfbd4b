import { randomBytes } from 'node:crypto';
import { TamadaError } from '@tamada/core/errors';
import { list, object, parseObject, text } from '../json/fields.ts';
import { planDatabases } from './plan-databases.ts';
import type { Psql } from './psql.ts';
import { scramVerifier } from './scram.ts';
import { roleOptions } from './wish.ts';
import type { DatabasesFound, DatabasesWish } from './wish.ts';

/** Makes or corrects roles and databases, on the leader only. Resolves with what was changed. */
export async function ensureDatabases(psql: Psql, wish: DatabasesWish): Promise<readonly string[]> {
  const found = await look(psql);
  if (found.inRecovery) {
    const problem = 'this node is not the leader';
    throw new TamadaError({ code: 'request_failed', program: 'postgres', request: 'make roles and databases', problem });
  }
  const steps = planDatabases(wish, found, (password) => scramVerifier(password, randomBytes(16)));
  // One by one: CREATE DATABASE refuses to run in a transaction.
  for (const { sql, change } of steps) await psql.execute(change, sql);
  return steps.map(({ change }) => change);
}

async function look(psql: Psql): Promise<DatabasesFound> {
  const answer = parseObject(await psql.execute('look at roles and databases', lookSql));
  const roles = list(answer.roles).map(object);
  const databases = list(answer.databases).map(object);
  return {
    inRecovery: answer.recovery !== false,
    roles: new Map(
      roles.map((role) => [
        text(role.name),
        { login: role.login === true, options: roleOptions.filter((option) => role[option] === true), verifier: text(role.verifier) },
      ]),
    ),
    databases: new Map(databases.map(({ name, owner }) => [text(name), text(owner)])),
  };
}

const lookSql = `SELECT json_build_object(
  'recovery', pg_is_in_recovery(),
  'roles', (SELECT json_agg(json_build_object('name', rolname, 'login', rolcanlogin, 'verifier', rolpassword,
     'CREATEDB', rolcreatedb, 'CREATEROLE', rolcreaterole, 'REPLICATION', rolreplication)) FROM pg_authid),
  'databases', (SELECT json_agg(json_build_object('name', datname, 'owner', pg_get_userbyid(datdba))) FROM pg_database))::text;`;
