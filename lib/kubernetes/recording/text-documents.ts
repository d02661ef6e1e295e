import type { Bounds } from './bounds';
import type { DocumentSink } from './document-sink';
import { readJsonDocuments } from './json-documents';
import { readYamlDocuments } from './yaml-documents';

/** How far into a file its beginning goes: kubectl may have warned of something first. */
export const BEGINNING = 4_096;
const JSON_LINE = /^[{[]|^==== START logs/m;
const beginsAsJson = (text: string) => /^\s*[{[]/.test(text) || JSON_LINE.test(text);
const YAML_BEGINS = /^(---|apiVersion:|kind:|items:|metadata:|- )/m;

/** Whether a file may hold documents at all, by the beginning of its text. */
export function mayHoldDocuments(text: string): boolean {
  return beginsAsJson(text) || YAML_BEGINS.test(text);
}

/** Reads the documents of a text: JSON where it begins as JSON does, else YAML. */
export function readDocuments(text: string, bounds: Bounds, sink: DocumentSink): void {
  if (!/\S/.test(text)) sink.leaveOut('empty-file');
  else if (beginsAsJson(text.slice(0, BEGINNING))) readJsonDocuments(text, sink);
  else readYamlDocuments(text, bounds, sink);
}
