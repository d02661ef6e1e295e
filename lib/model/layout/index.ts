export { byNumber, isSystemNamespace } from './ground';
export { layout } from './layout';
export * from './types';
