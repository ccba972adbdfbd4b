export { cargo } from './cargo.ts';
export type { CargoInput } from './cargo.ts';
export { bundleOf, renderAll } from './render-all.ts';
export type { RenderAllInput, RenderedBundle } from './render-all.ts';
