import { openLab } from '../../scripts/lab/index.ts';

/** The tests leave the hosts up for the next file; the last one takes them down, unless somebody wants to look (TAMADA_KEEP_LAB=1). */
export function setup(): () => Promise<void> {
  return async () => {
    if (process.env.TAMADA_KEEP_LAB === '1') return;
    const lab = await openLab({ command: 'the end of the tests' });
    await lab.down();
    await lab.close();
  };
}
