import { homedir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../repository.ts';
import type { BuildPaths } from './layout.ts';

/** This repository, its dist folder, and the cache of the user or of TAMADA_CACHE. */
export function defaultPaths(environment: NodeJS.ProcessEnv): BuildPaths {
  return {
    source: repository,
    output: join(repository, 'dist'),
    cache: environment.TAMADA_CACHE ?? join(homedir(), '.cache/tamada'),
  };
}
