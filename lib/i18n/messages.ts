/**
 * Every word of the interface, in both languages: one JSON file per namespace and language in `messages/`.
 * A test holds the two languages to the same keys and placeholders. A page is sent those of its language: never to be bundled.
 */
import 'server-only';
import enApp from './messages/en/app.json';
import enComponents from './messages/en/components.json';
import enDiagram from './messages/en/diagram.json';
import enErrors from './messages/en/errors.json';
import enInspector from './messages/en/inspector.json';
import enMarks from './messages/en/marks.json';
import enOutline from './messages/en/outline.json';
import enPath from './messages/en/path.json';
import enReasons from './messages/en/reasons.json';
import enRecording from './messages/en/recording.json';
import enSample from './messages/en/sample.json';
import enShell from './messages/en/shell.json';
import enTerms from './messages/en/terms.json';
import esApp from './messages/es/app.json';
import esComponents from './messages/es/components.json';
import esDiagram from './messages/es/diagram.json';
import esErrors from './messages/es/errors.json';
import esInspector from './messages/es/inspector.json';
import esMarks from './messages/es/marks.json';
import esOutline from './messages/es/outline.json';
import esPath from './messages/es/path.json';
import esReasons from './messages/es/reasons.json';
import esRecording from './messages/es/recording.json';
import esSample from './messages/es/sample.json';
import esShell from './messages/es/shell.json';
import esTerms from './messages/es/terms.json';

const es = {
  app: esApp,
  components: esComponents,
  errors: esErrors,
  inspector: esInspector,
  diagram: esDiagram,
  marks: esMarks,
  outline: esOutline,
  path: esPath,
  reasons: esReasons,
  recording: esRecording,
  sample: esSample,
  shell: esShell,
  terms: esTerms,
};
const en = {
  app: enApp,
  components: enComponents,
  errors: enErrors,
  inspector: enInspector,
  diagram: enDiagram,
  marks: enMarks,
  outline: enOutline,
  path: enPath,
  reasons: enReasons,
  recording: enRecording,
  sample: enSample,
  shell: enShell,
  terms: enTerms,
};
export const MESSAGES = { es, en };
export type Messages = typeof es;
