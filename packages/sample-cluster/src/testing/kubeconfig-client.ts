/** The smallest client of a kubeconfig: one request as its first user. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';

/** What is read of any answer. */
interface Answer {
  metadata?: { resourceVersion?: string };
  items?: { metadata: { name: string } }[];
  status?: unknown;
}

/** The first value of a field, as it stands in the file. */
export const field = (kubeconfig: string, name: string): string =>
  new RegExp(`${name}: (\\S+)`).exec(readFileSync(kubeconfig, 'utf8'))?.[1] ?? '';

/** Asks and reads the answer as JSON. Rejects when nobody listens. */
export function get(kubeconfig: string, path: string, method = 'GET'): Promise<Answer> {
  const options = {
    method,
    agent: false,
    ca: Buffer.from(field(kubeconfig, 'certificate-authority-data'), 'base64'),
    headers: { authorization: `Bearer ${field(kubeconfig, 'token')}` },
  };
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, field(kubeconfig, 'server')), options, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve(JSON.parse(text)));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end();
  });
}
