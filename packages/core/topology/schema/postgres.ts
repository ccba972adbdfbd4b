import * as z from 'zod';
import { defaults } from '../defaults.ts';
import { line, port, section, sqlName, text } from './values.ts';

const databaseSchema = section({
  owner: sqlName.nullish().meta({ description: 'A user of `users`. The default is postgres.', examples: ['app'] }),
}).meta({ description: 'A database.' });

const userSchema = section({
  options: z
    .array(z.enum(['CREATEDB', 'CREATEROLE', 'REPLICATION']))
    .nullish()
    .meta({ description: 'What the user may do beyond its own objects.', default: [] }),
}).meta({ description: 'A user that may log in; its password is the secret user_<name>.' });

const parameterName = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/, {
  error: 'is not a parameter name: small letters, digits and underscores',
});

export const postgresSchema = section({
  version: z.literal(defaults.postgres.version).nullish().meta({ description: 'Major version.', default: defaults.postgres.version }),
  port: port.nullish().meta({ description: 'TCP port of PostgreSQL.', default: defaults.postgres.port }),
  locale: line
    .regex(/^[A-Za-z0-9_.@-]*$/, { error: 'is not the name of a locale' })
    .nullish()
    .meta({
      description: 'Locale of new databases; must exist on every database node. Cannot be changed later.',
      default: defaults.postgres.locale,
    }),
  encoding: z
    .string()
    .regex(/^[A-Za-z0-9_]+$/, { error: 'is not an encoding name' })
    .nullish()
    .meta({ description: 'Encoding of new databases. Cannot be changed later.', default: defaults.postgres.encoding }),
  parameters: z
    .record(parameterName, z.union([text, z.number(), z.boolean()]))
    .nullish()
    .meta({ description: 'Server parameters, as in postgresql.conf.', examples: [{ work_mem: '16MB' }], default: {} }),
  databases: z
    .record(sqlName, databaseSchema)
    .nullish()
    .meta({ description: 'Databases that tamada makes; it never drops one.', examples: [{ app: { owner: 'app' } }], default: {} }),
  users: z
    .record(sqlName, userSchema)
    .nullish()
    .meta({ description: 'Users that tamada makes; it never drops one.', examples: [{ app: {} }], default: {} }),
  hba: z
    .array(line)
    .nullish()
    .meta({
      description: 'Lines for pg_hba.conf after those that the cluster needs.',
      examples: [['hostssl all all 10.0.0.0/8 scram-sha-256']],
      default: [],
    }),
}).meta({ description: 'Settings of PostgreSQL.' });
