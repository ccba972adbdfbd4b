import { facts } from '../facts/facts.ts';
import type { MakeHandler } from './handler.ts';

export const getFactsHandler: MakeHandler<'GetFacts'> =
  ({ run, config }) =>
  async () => {
    const { programs, ...found } = await facts(run, {
      platform: config.platform,
      address: config.address,
      postgresVersion: config.postgres.version,
    });
    return { ...found, programs: [...programs] };
  };
