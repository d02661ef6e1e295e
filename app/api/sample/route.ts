import { refusalValues } from '@kubeplano/sample-cluster/controls';
import { sampleAct } from '@kubeplano/sample-cluster/controls/schema';
import { sampleHandle } from '@kubeplano/sample-cluster/handle';
import { check } from '@/lib/contract/check';
import { jsonResponse, problemResponse } from '@/lib/hub/answer';

/** Bytes an act may have. */
const LIMIT = 4_096;
const noSample = () => problemResponse({ code: 'object-not-found', detail: 'no sample cluster runs here' });

/** How the sample cluster stands; 404 when another cluster is read. */
export async function GET(): Promise<Response> {
  const sample = await sampleHandle();
  return sample === undefined ? noSample() : jsonResponse(sample.state());
}

/** Does something to the sample cluster, and only to it. */
export async function POST(request: Request): Promise<Response> {
  const sample = await sampleHandle();
  if (sample === undefined) return noSample();
  const text = await request.text();
  const body = text.length > LIMIT ? undefined : jsonOf(text);
  const act = check(sampleAct, body);
  if ('problem' in act) return problemResponse(act.problem);
  const refused = sample.act(act.value);
  if (refused !== undefined)
    return problemResponse({ code: 'server-error', detail: refused.message, values: refusalValues(refused) });
  return jsonResponse(sample.state());
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
