/** Bodies of requests, read up to a limit each and all together: what is promised and never sent holds nothing for long. */
import type { IncomingMessage } from 'node:http';
import { ApiError } from './errors.ts';

/** 3 MiB: etcd's and the API server's limit for a request's body. */
const BODY_LIMIT = 3 * 1024 * 1024;
/** What may be held of all bodies that are not complete yet. */
const TOGETHER_LIMIT = 32 * 1024 * 1024;
/** What is left of an oversized body is read and thrown away, so that the client hears the refusal; but only so much. */
const DRAIN_LIMIT = 64 * 1024 * 1024;

const tooLarge = () =>
  new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${BODY_LIMIT}`, {});
const tooMany = () =>
  new ApiError(
    429,
    'TooManyRequests',
    'the server has received too many requests and has asked us to try again later',
    {
      retryAfterSeconds: 1,
    },
  );

/** Reads the bodies of one server's requests. */
export class Bodies {
  #held = 0;

  /** Rejects with {@link ApiError} 413 for what is too large, 429 while others hold all there is room for. */
  read(request: IncomingMessage): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      let chunks: Buffer[] = [];
      let size = 0;
      let refused = false;
      const drop = () => {
        this.#held -= chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        chunks = [];
      };
      const refuse = (error: ApiError) => {
        if (refused) return;
        refused = true;
        drop();
        reject(error);
      };
      if (Number(request.headers['content-length']) > BODY_LIMIT) refuse(tooLarge());
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > DRAIN_LIMIT) request.socket.destroy();
        else if (refused) return;
        else if (size > BODY_LIMIT) refuse(tooLarge());
        else if (this.#held + chunk.length > TOGETHER_LIMIT) refuse(tooMany());
        else {
          this.#held += chunk.length;
          chunks.push(chunk);
        }
      });
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        drop();
        resolve(body);
      });
      request.on('error', (error) => {
        drop();
        reject(error);
      });
    });
  }
}
