import { ensureDebianPackages } from './debian-packages/install.ts';

try {
  ensureDebianPackages();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
