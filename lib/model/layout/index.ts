export { layout, NARROW } from './layout';
export { byNumber, isSystemNamespace } from './layout-groups';
export { edgeToPod, isStarting } from './pod-edge';
export { MOST_WAITING } from './tray';
export * from './types';
export { canFocus, type Direction, walk } from './walk';
