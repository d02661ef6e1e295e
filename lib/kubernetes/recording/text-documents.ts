import type { Bounds } from './bounds';
import type { DocumentSink } from './document-sink';
import { readJsonDocuments } from './json-documents';
import { readYamlDocuments } from './yaml-documents';

/** How far into a file its beginning goes: kubectl may have warned of something first. */
export const BEGINNING = 4_096;
/** The first line that looks like a document: of JSON (or of a log before it), which is captured, or of YAML. */
const FIRST_LINE = /^(?:([{[]|==== START logs)|---|apiVersion:|kind:|items:|metadata:|- )/m;

const beginning = (text: string) => FIRST_LINE.exec(text.trimStart().slice(0, BEGINNING));

/** Whether a file may hold documents at all, by the beginning of its text. */
export function mayHoldDocuments(text: string): boolean {
  return beginning(text) !== null;
}

/** Reads the documents of a text: JSON where it begins as JSON does, else YAML. */
export function readDocuments(text: string, bounds: Bounds, sink: DocumentSink): void {
  if (!/\S/.test(text)) sink.leaveOut('empty-file');
  else if (beginning(text)?.[1]) readJsonDocuments(text, bounds, sink);
  else readYamlDocuments(text, bounds, sink);
}
