export type { Check } from './check.ts';

export type { AnsweredReport, NodeReport, PreflightInput, SilentReport } from './input.ts';
export { checkNames, ignoreFlags, judge, requireIgnorable } from './judge.ts';
export { neededLinks } from './links.ts';
export type { Link } from './links.ts';
export { installCommand, missingPackages } from './checks/packages.ts';
export { peerPorts, surveyPaths, surveyQuestions, vipQuestions } from './questions.ts';
export type { PortQuestion, SurveyQuestions } from './questions.ts';
export { portStatesSchema, probeResultSchema, surveySchema } from './types.ts';
export type { Finding, PlaceProblem, PortProtocol, PortState, ProbeResult, Survey } from './types.ts';
