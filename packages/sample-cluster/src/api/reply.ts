/** Answers as an API server writes them. */
import type { ServerResponse } from 'node:http';
import { stringify as toYaml } from 'yaml';
import type { ApiError } from './errors.ts';
import type { Fields } from './json.ts';
import type { ListParts } from './present.ts';

/** A refusal as a `Status` object. */
export function statusOf(error: ApiError): Fields {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: error.message,
    reason: error.reason,
    ...(error.details ? { details: error.details } : {}),
    code: error.code,
  };
}

/** The `Status` object of a deletion that left nothing. */
export const deletedStatus = (details: Fields): Fields => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details,
});

/** Written at once, in characters. */
const CHUNK = 256 * 1024;

/** Text as a header may carry it: without control characters, the rest as bytes of UTF-8, which clients read it as. */
const inHeader = (text: string) => Buffer.from(text.replace(/\p{Cc}/gu, '?'), 'utf8').toString('latin1');

/** One answer to one request. */
export class Reply {
  readonly response: ServerResponse;
  readonly #warnings: string[] = [];

  constructor(response: ServerResponse, auditId: string, now: Date) {
    this.response = response;
    response.setHeader('Audit-Id', auditId);
    response.setHeader('Date', now.toUTCString());
    response.setHeader('Cache-Control', 'no-cache, private');
  }

  /** Adds `Warning: 299` headers, which kubectl prints. */
  warn(texts: readonly string[]): void {
    this.#warnings.push(...texts.map((text) => `299 - ${inHeader(JSON.stringify(text))}`));
    if (this.#warnings.length > 0) this.response.setHeader('Warning', this.#warnings);
  }

  json(code: number, body: unknown, yaml = false, type = 'application/json'): void {
    const text = yaml ? toYaml(body) : JSON.stringify(body);
    this.text(code, `${text}\n`, yaml ? 'application/yaml' : type);
  }

  /** Writes a list item by item: a large one is never in memory as a whole. */
  async list({ head, key, items }: ListParts, yaml = false): Promise<void> {
    if (yaml) {
      this.json(200, { ...head, [key]: [...items] }, true);
      return;
    }
    const { response } = this;
    let text = `${JSON.stringify(head).slice(0, -1)},"${key}":[`;
    let separator = '';
    for (const item of items) {
      text += separator + JSON.stringify(item);
      separator = ',';
      if (text.length < CHUNK) continue;
      if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'application/json' });
      if (!(await this.#written(text))) return;
      text = '';
    }
    text += ']}\n';
    if (response.headersSent) response.end(text);
    else this.bytes(200, Buffer.from(text), 'application/json');
  }

  /** Waits until the reader has taken it, and lets other requests have their turn; false when the reader is gone. */
  #written(text: string): Promise<boolean> {
    const { response } = this;
    return new Promise((resolve) => {
      if (response.destroyed) resolve(false);
      else if (response.write(text)) setImmediate(() => resolve(!response.destroyed));
      else {
        const done = () => {
          response.off('drain', done);
          response.off('close', done);
          resolve(!response.destroyed);
        };
        response.on('drain', done);
        response.on('close', done);
      }
    });
  }

  text(code: number, text: string, type = 'text/plain; charset=utf-8'): void {
    this.bytes(code, Buffer.from(text), type);
  }

  bytes(code: number, bytes: Buffer, type: string): void {
    if (this.response.headersSent || this.response.destroyed) return;
    this.response.writeHead(code, { 'Content-Type': type, 'Content-Length': bytes.length });
    this.response.end(bytes);
  }

  error(error: ApiError): void {
    if (error.details?.retryAfterSeconds !== undefined)
      this.response.setHeader('Retry-After', `${error.details.retryAfterSeconds}`);
    this.json(error.code, statusOf(error));
  }
}
