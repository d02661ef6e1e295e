export { byNumber, isSystemNamespace } from './ground';
export { layout } from './layout';
export { isStarting, riseTo } from './rise';
export * from './types';
export { canFocus, type Direction, walk } from './walk';
