export { historyName, isOnHistory, parseHistory, parseHistoryName, placeIn, sharedSegments } from './history.ts';
export type { Switchpoint, TimelineHistory } from './history.ts';
export { averageWalRate, lagBytes, lsnBytes, lsnText } from './lsn.ts';
export { parseSegment, segmentAt, segmentBytes, segmentName, segmentStart } from './segment.ts';
export type { Segment } from './segment.ts';
