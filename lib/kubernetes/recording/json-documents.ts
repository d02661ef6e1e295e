import { type Bounds, oneLine } from './bounds';
import type { DocumentSink } from './document-sink';
import { createLineCounter, type Span, valuesFrom } from './json-values';
import { createPatience, type Patience } from './patience';

const START = /==== START logs for container (\S+) of pod (\S+) ====\r?\n?/y;

/** The log that `kubectl cluster-info dump` writes between two lists; gives where it ends. */
function takeLog(text: string, at: number, sink: DocumentSink): number | undefined {
  START.lastIndex = at;
  const match = START.exec(text);
  if (!match) return undefined;
  const [{ length }, container = '', pod = ''] = match;
  const closing = `==== END logs for container ${container} of pod ${pod} ====`;
  const end = text.indexOf(closing, at + length);
  sink.log(pod, text.slice(at + length, end === -1 ? text.length : end));
  return end === -1 ? text.length : end + closing.length;
}

interface Reading {
  text: string;
  /** To be asked for places in order. */
  lineAt: (place: number) => number;
  sink: DocumentSink;
  patience: Patience;
}

/** The head of a list that was cut, up to its items: what it says of itself before them. */
function headOf(text: string, { start }: Span, items: number): object {
  try {
    const head: unknown = JSON.parse(`${text.slice(start, items)}]}`);
    return typeof head === 'object' && head !== null ? head : {};
  } catch {
    // Nothing is lost: items of a List name their kind, and of the others the file may.
    return {};
  }
}

/** What can be read of a value that is no correct JSON: the items of its list that are. Says what could not. */
function salvage({ text, lineAt, sink, patience }: Reading, span: Span, error: unknown) {
  const end = span.end === -1 ? text.length : span.end;
  const list = /^\[|"[Ii]tems"\s*:\s*\[/.exec(text.slice(span.start, end));
  const found = list ? span.start + list.index + list[0].length : undefined;
  const items: unknown[] = [];
  let bad: { at: number; error: unknown } | undefined;
  for (const item of found === undefined ? [] : valuesFrom(text, found)) {
    if (item.start >= end || item.end === -1 || patience.isOver) break;
    try {
      items.push(JSON.parse(text.slice(item.start, item.end)));
    } catch (itemError) {
      bad ??= { at: item.start, error: itemError };
      patience.lose();
    }
  }
  if (span.end === -1) sink.leaveOut('cut', { line: lineAt(text.length), count: items.length });
  else {
    const { at, error: why } = bad ?? { at: span.start, error };
    sink.leaveOut('malformed', { line: lineAt(at), detail: oneLine(why) });
  }
  if (items.length > 0 && found !== undefined) sink.document({ ...headOf(text, span, found), items });
}

/** Reads values one after another, as `kubectl cluster-info dump` prints them, with logs and other lines between them. */
function readSeveral(text: string, error: unknown, { failures }: Bounds, sink: DocumentSink) {
  const patience = createPatience(failures);
  const reading = { text, lineAt: createLineCounter(text), sink, patience };
  let stray: { line: number } | undefined;
  for (let at = 0; at < text.length; ) {
    let next = at;
    for (const span of valuesFrom(text, at)) {
      next = span.end === -1 ? text.length : span.end;
      if (patience.isOver) {
        sink.leaveOut('too-broken', { most: failures, line: reading.lineAt(span.start) });
        return;
      }
      try {
        sink.document(JSON.parse(text.slice(span.start, next)));
      } catch (valueError) {
        patience.lose();
        salvage(reading, span, valueError);
      }
    }
    const gap = text.slice(next).search(/\S/);
    if (gap === -1) break;
    next += gap;
    const afterLog = takeLog(text, next, sink);
    if (afterLog === undefined) {
      stray ??= { line: reading.lineAt(next) };
      patience.lose();
    }
    const lineEnd = text.indexOf('\n', next);
    at = afterLog ?? (lineEnd === -1 ? text.length : lineEnd + 1);
  }
  if (stray) sink.leaveOut('malformed', { ...stray, detail: oneLine(error) });
}

/** Reads JSON: one value, as most files hold; else as many as there are, and of a broken list what is whole. */
export function readJsonDocuments(text: string, bounds: Bounds, sink: DocumentSink): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    readSeveral(text, error, bounds, sink);
    return;
  }
  sink.document(value);
}
