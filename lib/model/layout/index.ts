export { layout, NARROW } from './layout';
export { byNumber, isSystemNamespace } from './layout-groups';
export { type Band, bandFor, bandOf, counterScale, podNameEm, readableZoom } from './legibility';
export { edgeToPod, isStarting } from './pod-edge';
export { shortPodName } from './pod-name';
export { MOST_WAITING } from './tray';
export * from './types';
export { canFocus, type Direction, walk } from './walk';
