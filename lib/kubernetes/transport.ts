import 'server-only';
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { StatusError, TimedOutError } from './classify';
import type { Clock } from './clock';
import type { Credentials } from './credentials';
import { decodeEnveloped, isProtobuf } from './protobuf/envelope';
import { status as STATUS } from './protobuf/messages/events';

/** One request to the API server. */
export interface ApiRequest {
  /** Path and query, from the root of the server: `/api/v1/pods?limit=500`. */
  path: string;
  method?: 'GET' | 'POST';
  accept?: string;
  body?: unknown;
  signal?: AbortSignal;
  /** Milliseconds of silence, before the headers or between two pieces of the body, after which it fails. */
  silenceMs?: number;
  /** The same before the headers, where that is another. */
  answerMs?: number;
}

/** An answer whose body is still to be read (or destroyed, by leaving the loop over it). */
export interface ApiResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: AsyncGenerator<Buffer, void>;
}

/** The way to one API server with one identity. */
export interface Transport {
  send(request: ApiRequest): Promise<ApiResponse>;
  /** Reads everything; throws {@link StatusError} unless 2xx. */
  text(request: ApiRequest): Promise<string>;
  /** As `text`, parsed; the caller names the shape it trusts the API server for. */
  json<T>(request: ApiRequest): Promise<T>;
}

const SILENCE_MS = 15_000;
const LARGEST_ERROR = 64 * 1024;
/** Of an answer that is no Status, what is looked at for words: a page of a proxy, mostly. Characters. */
const MOST_WORDS = 4_000;

/** Ends whatever is being waited for when nothing has come for so long; what that is changes from request to body. */
function createSilenceTimer(clock: Clock, answerMs: number, target: { destroy(error: Error): unknown }) {
  let cancel = () => {};
  let watched = target;
  let ms = answerMs;
  const reset = () => {
    cancel();
    cancel = clock.after(ms, () => watched.destroy(new TimedOutError(ms)));
  };
  reset();
  return {
    reset,
    clear: () => cancel(),
    watch(next: { destroy(error: Error): unknown }, silenceMs: number) {
      watched = next;
      ms = silenceMs;
      reset();
    },
  };
}
type Silence = ReturnType<typeof createSilenceTimer>;

async function* bodyOf(stream: Readable, message: IncomingMessage, silence: Silence): AsyncGenerator<Buffer, void> {
  try {
    for await (const chunk of stream) {
      silence.reset();
      yield chunk;
    }
  } finally {
    silence.clear();
    message.destroy();
  }
}

/** The body as it was before it was compressed. */
function unzipped(message: IncomingMessage): Readable {
  if (message.headers['content-encoding'] !== 'gzip') return message;
  const plain = message.pipe(createGunzip());
  message.on('error', (error) => plain.destroy(error));
  return plain;
}

/** A body as text, at most a chunk more than `limit` bytes of it. */
export async function readAll(body: AsyncIterable<Buffer>, limit = Number.POSITIVE_INFINITY): Promise<string> {
  return (await readBytes(body, limit)).toString('utf8');
}

async function readBytes(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

function parseStatus(body: Buffer, text: string, isBinary: boolean): { message?: string; reason?: string } | undefined {
  try {
    const parsed: unknown = isBinary ? decodeEnveloped(body, 0, body.length, STATUS) : JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('kind' in parsed) || parsed.kind !== 'Status')
      return undefined;
    const message = 'message' in parsed && typeof parsed.message === 'string' ? { message: parsed.message } : {};
    const reason = 'reason' in parsed && typeof parsed.reason === 'string' ? { reason: parsed.reason } : {};
    return { ...message, ...reason };
  } catch {
    // Neither: whoever answered is not an API server. The caller says so.
    return undefined;
  }
}

/** The error an answer other than 2xx stands for; reads (a bounded part of) its body. */
export async function statusErrorOf(response: ApiResponse): Promise<StatusError> {
  const body = await readBytes(response.body, LARGEST_ERROR);
  const text = body.toString('utf8');
  const status = parseStatus(body, text, isProtobuf(response.headers['content-type']));
  const words =
    status?.message ??
    text
      .slice(0, MOST_WORDS)
      .replace(/<[^<>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200);
  // An API server says so, in plain text, of a group or version it does not serve.
  const unserved = response.status === 404 && text.trim() === '404 page not found';
  const kubernetes = status !== undefined || unserved;
  const retryAfterMs = retryAfter(response.headers);
  return new StatusError(response.status, words || `HTTP ${response.status}`, status?.reason, kubernetes, retryAfterMs);
}

/** `Retry-After` in milliseconds: seconds, or a date by the clock of whoever answers (RFC 9110, 10.2.3). */
export function retryAfter(headers: IncomingHttpHeaders): number | undefined {
  const said = headers['retry-after']?.trim();
  if (!said) return undefined;
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1000;
  const ms = Date.parse(said) - Date.parse(headers.date ?? '');
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Transport over node's own http(s), with the identity `credentials` gives for each request. */
export function createTransport(credentials: Credentials, clock: Clock): Transport {
  async function attempt(request: ApiRequest): Promise<ApiResponse & { reused: boolean }> {
    const identity = await credentials.identity();
    const url = new URL(identity.server + request.path);
    const payload = request.body === undefined ? undefined : JSON.stringify(request.body);
    const headers: Record<string, string | string[]> = {
      accept: request.accept ?? 'application/json',
      'user-agent': 'kubeplano',
      ...(payload ? { 'content-type': 'application/json' } : {}),
      // On loopback compressing costs more than it saves.
      ...(['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) ? {} : { 'accept-encoding': 'gzip' }),
      ...identity.headers,
    };
    const client = url.protocol === 'http:' ? http : https;
    return new Promise((resolve, reject) => {
      const outgoing = client.request(url, {
        method: request.method ?? 'GET',
        headers,
        agent: identity.agent,
        ...(request.signal ? { signal: request.signal } : {}),
      });
      const silenceMs = request.silenceMs ?? SILENCE_MS;
      const silence = createSilenceTimer(clock, request.answerMs ?? silenceMs, outgoing);
      outgoing.on('response', (message) => {
        const stream = unzipped(message);
        // Destroying the request from here on would only say that the connection was reset.
        silence.watch(stream, silenceMs);
        resolve({
          status: message.statusCode ?? 0,
          headers: message.headers,
          body: bodyOf(stream, message, silence),
          reused: outgoing.reusedSocket,
        });
      });
      outgoing.on('error', (error) => {
        silence.clear();
        // A kept-alive connection may have been closed by the server just as we used it: no answer began, ask again.
        const stale = outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET' && !payload;
        if (stale && !request.signal?.aborted) attempt(request).then(resolve, reject);
        else reject(identity.blame(error));
      });
      outgoing.end(payload);
    });
  }

  return transportOver(async (request) => {
    credentials.follow();
    const response = await attempt(request).catch((error: unknown) => {
      // The address, the certificates or whatever else failed may have been mended in the files since we read them.
      if (!request.signal?.aborted) credentials.renew();
      throw error;
    });
    if (response.status !== 401) return response;
    // The token or the file that holds it may have been renewed since we read it.
    if (!credentials.renew()) return withReason(response);
    await response.body.return();
    return withReason(await attempt(request));
  });

  /** A refusal that what we showed explains is told as such. */
  async function withReason(response: ApiResponse): Promise<ApiResponse> {
    if (response.status !== 401) return response;
    const expired = credentials.refused('Unauthorized');
    if (!expired) return response;
    await response.body.return();
    throw expired;
  }
}

/** The conveniences of a transport over its one act. */
export function transportOver(send: Transport['send']): Transport {
  async function text(request: ApiRequest): Promise<string> {
    const response = await send(request);
    if (response.status < 200 || response.status > 299) throw await statusErrorOf(response);
    return readAll(response.body);
  }
  return {
    send,
    text,
    json: async (request) => parsedJson(await text(request)),
  };
}

/** What was answered, parsed; the caller names the shape it trusts the API server for. */
export function parsedJson<T>(answer: string): T {
  try {
    return JSON.parse(answer);
  } catch {
    // Whoever answers 2xx without JSON is no API server, whatever the parser's complaint.
    throw new StatusError(404, `not JSON: ${answer.slice(0, 100)}`, undefined, false);
  }
}
