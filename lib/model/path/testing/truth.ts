import type { Hop, PathInput, PodPath } from '../types';
import type { Look } from './observe';
import type { Story } from './simulate';

/** A true moment, or all that lie between two; and whether its stamp is of the clock of the pod's machine. */
interface Moment {
  from: number;
  to: number;
  byNode: boolean;
}

/** What each end of a hop may truly be the time of. */
interface Ends {
  starts: Moment[];
  ends: Moment[];
}

/** An arrival is a little later than what it tells of. */
const SLACK_MS = 50;

const iso = (ms: number) => new Date(ms).toISOString().slice(11);
const titleOf = (hop: Hop) =>
  [hop.id, hop.container, hop.attempt === undefined ? undefined : `#${hop.attempt}`].filter(Boolean).join(' ');

function momentsOf({ plan, moments }: Story) {
  const point = (name: string, byNode: boolean): Moment[] => {
    const at = moments.get(name);
    return at === undefined ? [] : [{ from: at, to: at, byNode }];
  };
  const onServer = (name: string) => point(name, false);
  const onNode = (name: string) => point(name, true);
  /** Of one start, or of any when it is not said which. */
  const ofStart = (moment: string, container: string, attempt: number | undefined) =>
    (attempt === undefined ? [...Array(9).keys()] : [attempt]).flatMap((one) =>
      onNode(`${moment}/${container}/${one}`),
    );
  const between = (from: string, to: string): Moment[] => {
    const [first, last] = [moments.get(from), moments.get(to)];
    return first === undefined ? [] : [{ from: first, to: last ?? first, byNode: true }];
  };
  return { plan, moments, onServer, onNode, ofStart, between };
}

function orderEnds(story: Story, hop: Hop): Ends {
  const { plan, onServer } = momentsOf(story);
  const isOwned = story.owners.length > 0;
  const order = isOwned ? onServer('order') : onServer('created');
  if (hop.id === 'apiserver' && plan.origin === 'static') return { starts: [], ends: onServer('created') };
  if (hop.id === 'controllers') return { starts: order, ends: onServer('created') };
  // A scaling was received too, but it made no object.
  const isTold = plan.origin !== 'scaled' && plan.origin !== 'cronjob';
  const told = isTold || hop.id === 'apiserver' ? order : [];
  return { starts: told, ends: told };
}

function bindingOf(story: Story): Moment[] {
  const { plan, onServer, moments } = momentsOf(story);
  const [created, accepted] = [moments.get('created'), moments.get('accepted')];
  // Nobody bound it: any time until the kubelet had it is as good.
  if (plan.origin === 'named-node' && created !== undefined && accepted !== undefined)
    return [{ from: created, to: accepted, byNode: true }];
  return onServer('bound');
}

/** Told as a guess: of the oldest report that is left, whichever start or try that was. */
const isOldest = (hop: Hop) =>
  hop.reason?.code === 'first-report' || (hop.id === 'image' && hop.evidenceLevel === 'inferred');

function containerEnds(story: Story, hop: Hop): Ends {
  const { ofStart, onNode, onServer } = momentsOf(story);
  const name = hop.container ?? '';
  const attempt = isOldest(hop) ? undefined : hop.attempt;
  const before = attempt ? ofStart('finished', name, attempt - 1) : [];
  const of = (moment: string) => {
    const all = ofStart(moment, name, attempt);
    const [first] = all;
    // The oldest report that is left may be of any start, and not the first of it: told as a guess, never too early.
    return isOldest(hop) && first ? [{ ...first, to: Infinity }] : all;
  };
  switch (hop.id) {
    case 'image':
      return { starts: [...of('pulling'), ...of('pulled'), ...before], ends: of('pulled') };
    case 'create':
      return { starts: [...of('pulled'), ...before], ends: of('made') };
    case 'start':
      return { starts: [...of('made'), ...before], ends: of('started') };
    default:
      return {
        starts: [...onNode(`killing/${name}`), ...onServer('asked'), ...of('started')],
        ends: of('finished'),
      };
  }
}

function readyEnds(story: Story, hop: Hop): Ends {
  const { plan, moments, onNode } = momentsOf(story);
  const isLast = hop.reason?.code === 'ready-again' || hop.reason?.code === 'last-transition';
  const many = isLast ? [...Array(9).keys()] : [0];
  const starts = plan.containers
    .filter(({ role }) => role === 'app')
    .map(({ name }) => moments.get(`started/${name}/0`) ?? NaN);
  const last = Math.max(...starts);
  return {
    starts: Number.isNaN(last) ? [] : [{ from: last, to: last, byNode: true }],
    ends: many.flatMap((one) => onNode(`ready/${one}`)),
  };
}

/** Ready again after a restart, told as if it were for the first time. */
function readyErrors(story: Story, input: PathInput, path: PodPath): string[] {
  const ready = path.hops.find(({ id }) => id === 'ready');
  const isRestarted = (input.pod.status?.containerStatuses ?? []).some((one) => one.restartCount);
  if (!ready?.endedAt || !isRestarted || ready.reason?.code === 'ready-again') return [];
  return timeErrors(story, input, { ...ready, reason: { code: 'last-transition' } });
}

function endsOf(story: Story, hop: Hop): Ends {
  const { onServer, onNode, between, plan } = momentsOf(story);
  switch (hop.id) {
    case 'client':
    case 'apiserver':
    case 'etcd':
    case 'controllers':
      return orderEnds(story, hop);
    case 'scheduler':
      return { starts: onServer('created'), ends: bindingOf(story) };
    case 'kubelet':
      return { starts: plan.origin === 'static' ? [] : bindingOf(story), ends: onNode('accepted') };
    case 'volumes':
      return {
        starts: onNode('accepted'),
        // That a volume was attached is all the API may know of it.
        ends: [
          ...onServer('attached'),
          ...between('volumes/from', hop.reason?.code === 'until-sandbox' ? 'sandbox' : 'volumes/to'),
        ],
      };
    case 'sandbox':
      return { starts: onNode('accepted'), ends: onNode('sandbox') };
    case 'ready':
      return readyEnds(story, hop);
    case 'delete':
      return { starts: onServer('asked'), ends: onServer('gone') };
    default:
      return containerEnds(story, hop);
  }
}

/** Whether a clock that nobody measured may have written this time: then its own reading is all that can be asked of it. */
const isMisread = (story: Story, input: PathInput, moment: Moment, hop: Hop) =>
  story.plan.skewMs !== 0 && input.nodeClockAheadMs === undefined && moment.byNode && hop.clock === 'api';

function off(ms: number, { from, to }: Moment): number {
  return ms < from ? from - ms : ms > to ? ms - to : 0;
}

const shifted = ({ from, to, byNode }: Moment, by: number): Moment => ({ from: from + by, to: to + by, byNode });

/** Told as a guess: that the pod comes of an order near to it in time. */
const isGuess = (hop: Hop) => hop.evidenceLevel === 'inferred' && hop.reason?.code === 'likely-order';

function timeErrors(story: Story, input: PathInput, hop: Hop): string[] {
  if (isGuess(hop)) return [];
  const { starts, ends } = endsOf(story, hop);
  const precision = hop.precisionMs ?? 0;
  const errors: string[] = [];
  const check = (at: string | undefined, end: string, moments: Moment[]) => {
    if (!at) return;
    const ms = Date.parse(at);
    const readings = moments.flatMap((one) =>
      isMisread(story, input, one, hop) ? [one, shifted(one, story.plan.skewMs)] : [one],
    );
    // When a sandbox was there, what was told next says.
    const allowed = hop.id === 'sandbox' ? precision + SLACK_MS : precision;
    if (readings.some((one) => off(ms, one) <= allowed)) return;
    // No time of its own: an end before its start is drawn at its start, and says so.
    if (hop.skewed && end === 'endedAt' && hop.startedAt === hop.endedAt && moments.length) return;
    const truth = moments.map(({ from }) => iso(from)).join(' or ') || 'nothing: it did not happen';
    errors.push(`${titleOf(hop)} ${end} ${iso(ms)} ±${precision} (${hop.clock}), in truth ${truth}`);
  };
  check(hop.startedAt, 'startedAt', starts);
  check(hop.endedAt, 'endedAt', ends);
  return errors;
}

function lengthErrors(story: Story, hop: Hop): string[] {
  if (!hop.startedAt || !hop.endedAt || hop.skewed || isGuess(hop)) return [];
  const length = Date.parse(hop.endedAt) - Date.parse(hop.startedAt);
  const { starts, ends } = endsOf(story, hop);
  const precision = (hop.precisionMs ?? 0) + SLACK_MS;
  const isTrue = (start: Moment, end: Moment) =>
    length >= Math.max(0, end.from - start.to) - precision && length <= Math.max(0, end.to - start.from) + precision;
  if (starts.some((start) => ends.some((end) => isTrue(start, end)))) return [];
  const lengths = starts.flatMap((start) => ends.map((end) => end.from - start.from));
  return [`${titleOf(hop)} takes ${length} ms ±${precision}, in truth ${lengths.join(' or ') || 'it did not happen'}`];
}

/** Hops that are told once they are done, or with what keeps them from it. */
const STEPS: ReadonlySet<Hop['id']> = new Set(['image', 'create', 'start', 'stop']);

/** Hops said to be absent that happened; observed ones that did not. */
function absenceErrors(story: Story, hop: Hop): string[] {
  const { plan } = story;
  const isUnscheduled = plan.origin === 'static' || plan.origin === 'named-node';
  if (hop.evidenceLevel === 'absent') {
    if (hop.id === 'scheduler' && isUnscheduled) return [];
    if (hop.id === 'client' && (plan.origin === 'static' || plan.origin === 'cronjob')) return [];
    return [`${titleOf(hop)} is said to be absent, and happened`];
  }
  if (hop.id === 'scheduler' && isUnscheduled && hop.evidenceLevel === 'observed')
    return ['scheduler observed, of a pod nobody scheduled'];
  const { ends } = endsOf(story, hop);
  const isUnderWay = hop.id === 'image' && hop.startedAt !== undefined && hop.endedAt === undefined;
  const isDone = STEPS.has(hop.id) && !isUnderWay && !hop.failure?.lasting && hop.reason?.code !== 'not-yet';
  return isDone && !ends.length ? [`${titleOf(hop)} is told as done, and never was`] : [];
}

function failureErrors(story: Story, hop: Hop): string[] {
  const plan = story.plan.containers.find(({ name }) => name === hop.container);
  if (!hop.failure || !plan) return [];
  const happened =
    (hop.id === 'image' && (plan.pullFails > 0 || plan.image === 'never')) ||
    (hop.id === 'create' && plan.createFails > 0) ||
    (hop.id === 'start' && (plan.startFails || plan.crashes.length > 0)) ||
    hop.id === 'stop';
  return happened ? [] : [`${titleOf(hop)} fails with ${hop.failure.message}, and in truth it did not`];
}

function totalErrors(story: Story, input: PathInput, path: PodPath): string[] {
  if (path.totalMs === undefined) return [];
  const { moments, plan } = story;
  const created = moments.get('created') ?? 0;
  const isOrdered = ['deployment', 'daemonset', 'job', 'cronjob'].includes(plan.origin);
  const starts = [created, ...(isOrdered ? [moments.get('order') ?? created] : [])];
  const ready = path.hops.find(({ id }) => id === 'ready');
  const apps = plan.containers.filter(({ role }) => role === 'app');
  const isRestarted = (input.pod.status?.containerStatuses ?? []).some((one) => one.restartCount);
  // A later readiness than the first is told as such by its hop, unless it follows a restart that is known.
  const many = ready?.reason?.code === 'last-transition' && !isRestarted ? [...Array(9).keys()] : [0];
  const finished = apps.map(({ name, crashes }) => moments.get(`finished/${name}/${crashes.length}`) ?? NaN);
  const ends = [...many.map((one) => moments.get(`ready/${one}`) ?? NaN), Math.max(...finished)];
  const precision = (path.totalPrecisionMs ?? 0) + SLACK_MS;
  const totals = ends.flatMap((end) => starts.map((start) => end - start)).filter((one) => !Number.isNaN(one));
  if (totals.some((total) => Math.abs(total - (path.totalMs ?? 0)) <= precision)) return [];
  return [`total ${path.totalMs} ms ±${precision}, in truth ${totals.join(' or ') || 'it never got there'}`];
}

/** In each container what came first is told first; init containers before those of the application. */
function orderErrors(story: Story, path: PodPath): string[] {
  const errors: string[] = [];
  const latest = new Map<string, number>();
  for (const hop of path.hops) {
    if (!hop.container || isOldest(hop)) continue;
    const [end] = hop.endedAt ? endsOf(story, hop).ends : [];
    const before = latest.get(hop.container) ?? 0;
    if (end && end.to < before) errors.push(`${titleOf(hop)} is told after what followed it`);
    if (end) latest.set(hop.container, Math.max(before, end.from));
  }
  const kinds = path.hops.flatMap(({ id, containerKind }) => (id === 'image' && containerKind ? [containerKind] : []));
  if (kinds.lastIndexOf('init') > kinds.indexOf('app') && kinds.includes('app'))
    errors.push('an init container is told after the application');
  return errors;
}

/** What had happened by then. */
const until = (story: Story, now: number): Story => ({
  ...story,
  moments: new Map([...story.moments].filter(([, at]) => at <= now)),
});

/** Everything a path says that is not so, in words; nothing when all it says is true. */
export function untruths(path: PodPath, whole: Story, { input, now }: Look): string[] {
  const story = until(whole, now);
  return [
    ...path.hops.flatMap((hop) => [
      ...absenceErrors(story, hop),
      ...timeErrors(story, input, hop),
      ...failureErrors(story, hop),
      ...(story.plan.skewMs !== 0 && input.nodeClockAheadMs === undefined ? [] : lengthErrors(story, hop)),
    ]),
    ...(story.plan.skewMs !== 0 && input.nodeClockAheadMs === undefined ? [] : totalErrors(story, input, path)),
    ...readyErrors(story, input, path),
    ...orderErrors(story, path),
  ];
}

/** Stamps of two clocks that contradict each other, told as if they did not. */
export function contradictions(path: PodPath, whole: Story, { now }: Look): string[] {
  const story = until(whole, now);
  const { skewMs } = story.plan;
  const stamp = ({ from, byNode }: Moment) => Math.floor((from + (byNode ? skewMs : 0)) / 1000) * 1000;
  const isBackwards = (start: Moment, end: Moment) => stamp(end) + 2000 <= stamp(start);
  const hops = path.hops.flatMap((hop) => {
    if (hop.skewed || hop.clock !== 'api' || !hop.startedAt || !hop.endedAt) return [];
    // With a fraction it is an arrival: our own clock.
    if (/\.\d/.test(hop.endedAt)) return [];
    const { starts, ends } = endsOf(story, hop);
    const pairs = starts.flatMap((start) => ends.map((end) => isBackwards(start, end)));
    return pairs.length && pairs.every(Boolean) ? [`${titleOf(hop)} ends before it begins, and does not say so`] : [];
  });
  const [created] = endsOf(story, { ...BARE, id: 'scheduler' }).starts;
  const readies = endsOf(story, { ...BARE, id: 'ready', reason: { code: 'last-transition' } }).ends;
  const isTold = path.totalMs !== undefined && path.hops.some(({ id, clock }) => id === 'ready' && clock === 'api');
  if (path.totalMs !== undefined && path.hops.some(({ id, skewed }) => id === 'ready' && skewed))
    hops.push(`total ${path.totalMs} ms, to a readiness that contradicts what it followed`);
  const isWrong = isTold && created && readies.length && readies.every((ready) => isBackwards(created, ready));
  return isWrong ? [...hops, `total ${path.totalMs} ms, of stamps that contradict each other`] : hops;
}

const BARE: Omit<Hop, 'id'> = { actor: 'kubelet', clock: 'none', evidenceLevel: 'observed', evidence: [] };

/** Durations and totals told with confidence that are wrong; for machines whose clock is wrong. */
export function wrongLengths(path: PodPath, whole: Story, { input, now }: Look): string[] {
  const story = until(whole, now);
  return [...path.hops.flatMap((hop) => lengthErrors(story, hop)), ...totalErrors(story, input, path)];
}
