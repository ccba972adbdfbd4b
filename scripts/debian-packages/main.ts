import { ensureDebianPackages } from './packages.ts';

try {
  await ensureDebianPackages();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
