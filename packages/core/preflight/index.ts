export { portStatesSchema, probeResultSchema, surveySchema } from './types.ts';
export type { Finding, PortState, ProbeResult, Survey } from './types.ts';
