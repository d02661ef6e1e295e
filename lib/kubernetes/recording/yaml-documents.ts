import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import { type Bounds, oneLine } from './bounds';
import type { DocumentSink } from './document-sink';
import { createLineCounter } from './json-values';
import { createPatience, type Patience } from './patience';

const isList = (value: unknown): value is { items: unknown[] } =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);

/** Line within a document where the parser stopped, from 0 on. */
const stoppedAt = (error: unknown) => (error instanceof YAMLException ? (error.mark?.line ?? 0) : 0);
const why = (error: unknown) => oneLine(error instanceof YAMLException ? error.reason : error);

/** The items of a list, each by itself: they begin with a dash in the column of the first. */
function salvage(text: string, parse: (text: string) => unknown, patience: Patience): unknown[] {
  const [list, indent] = /^(?:items:[ \t]*\n)?( *)- /m.exec(text) ?? [];
  if (list === undefined) return [];
  const [, ...items] = text.split(new RegExp(`^(?=${indent}- )`, 'm'));
  return items.flatMap((item) => {
    if (patience.isOver) return [];
    try {
      const value = parse(item);
      return Array.isArray(value) ? value : [];
    } catch {
      // Said once for the whole document, with the line of the first.
      patience.lose();
      return [];
    }
  });
}

/** Reads each document of a YAML stream by itself: one that is no correct YAML does not take the others with it. */
export function readYamlDocuments(text: string, bounds: Bounds, sink: DocumentSink): void {
  const parse = (part: string) =>
    loadAll(part, { schema: CORE_SCHEMA, maxDepth: bounds.depth, maxAliases: bounds.aliases }).at(0);
  const lineAt = createLineCounter(text);
  const patience = createPatience(bounds.failures);
  // A line of three dashes ends a document wherever it stands: no text within one may hold it.
  const breaks = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index);
  const starts = breaks[0] === 0 ? breaks : [0, ...breaks];
  for (const [index, start] of starts.entries()) {
    if (patience.isOver) {
      sink.leaveOut('too-broken', { most: bounds.failures, line: lineAt(start) });
      return;
    }
    const part = text.slice(start, starts[index + 1]);
    try {
      const value = parse(part);
      // kubectl writes the kind of a list after its items.
      if (isList(value) && !('kind' in value))
        sink.leaveOut('cut', { line: lineAt(start + part.length), count: value.items.length });
      sink.document(value);
    } catch (error) {
      const line = lineAt(start) + stoppedAt(error);
      sink.leaveOut('malformed', { line, detail: why(error) });
      patience.lose();
      const items = salvage(part, parse, patience);
      if (items.length > 0) sink.document({ items });
    }
  }
}
