export { byNumber, isSystemNamespace } from './ground';
export { layout, NARROW } from './layout';
export { isStarting, riseTo } from './rise';
export { MOST_WAITING } from './tray';
export * from './types';
export { canFocus, type Direction, walk } from './walk';
