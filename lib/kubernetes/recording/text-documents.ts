import type { Reason } from '@/lib/model/cluster';
import type { Bounds } from './bounds';
import { readJsonDocuments } from './json-documents';
import { readYamlDocuments } from './yaml-documents';

/** Who is told what a file holds. */
export interface DocumentSink {
  document(value: unknown): void;
  /** A log of a pod, `namespace/name`, that stood between documents. */
  log(pod: string, text: string): void;
  leaveOut(code: string, values?: Reason['values']): void;
}

/** Reads the documents of a text: JSON where it begins as JSON does, else YAML. */
export function readDocuments(text: string, bounds: Bounds, sink: DocumentSink): void {
  const [first = ''] = /\S/.exec(text) ?? [];
  if (first === '') sink.leaveOut('empty-file');
  else if (first === '{' || first === '[' || text.startsWith('==== START logs')) readJsonDocuments(text, sink);
  else readYamlDocuments(text, bounds, sink);
}
