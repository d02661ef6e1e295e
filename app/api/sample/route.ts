import type { SampleProcess } from '@kubeplano/sample-cluster';
import { refusalValues } from '@kubeplano/sample-cluster/controls';
import { type SampleState, sampleAct } from '@kubeplano/sample-cluster/controls/schema';
import { check } from '@/lib/contract/check';
import type { SampleAnswer } from '@/lib/contract/sample-answer';
import { jsonResponse, problemResponse } from '@/lib/hub/answer';
import { sampleOfThisProcess } from '@/lib/sample/sample';

/** Bytes an act may have. */
const LIMIT = 4_096;
const noSample = () => problemResponse({ code: 'object-not-found', detail: 'no sample cluster runs here' });

/** How the sample cluster stands; 404 when another cluster is read. */
export async function GET(): Promise<Response> {
  const sample = sampleOfThisProcess();
  if (sample === undefined) return noSample();
  return await sample.state().then(
    (state) => jsonResponse(answerOf(state, sample)),
    (error: unknown) => gone(error, sample),
  );
}

/** Does something to the sample cluster, and only to it. */
export async function POST(request: Request): Promise<Response> {
  const sample = sampleOfThisProcess();
  if (sample === undefined) return noSample();
  const text = await request.text();
  const body = text.length > LIMIT ? undefined : jsonOf(text);
  const act = check(sampleAct, body);
  if ('problem' in act) return problemResponse(act.problem);
  try {
    const { state, refused } = await sample.act(act.value);
    if (refused === undefined) return jsonResponse(answerOf(state, sample));
    return problemResponse({ code: 'server-error', detail: refused.message, values: refusalValues(refused) });
  } catch (error) {
    return gone(error, sample);
  }
}

function answerOf(state: SampleState, sample: SampleProcess): SampleAnswer {
  const ending = sample.lastEnding();
  if (!ending) return state;
  return { ...state, startedAgain: { how: ending.how, at: new Date(ending.at).toISOString() } };
}

/** Its process has ended: for a moment, while another starts, or for good. */
function gone(error: unknown, sample: SampleProcess): Response {
  const ending = sample.lastEnding();
  if (!ending) throw error;
  return problemResponse({ code: 'sample-ended', values: { how: ending.how, again: String(ending.again) } });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
