import type { SampleAct } from './schema.ts';

/** The same act typed in a terminal; undefined for what kubectl cannot say. */
export function kubectlOf(act: SampleAct): string | undefined {
  const patch = (which: string, spec: object) =>
    `kubectl patch switch ${which} --type merge -p '${JSON.stringify({ spec })}'`;
  switch (act.do) {
    case 'switch':
      return patch(act.name, { on: act.on });
    case 'all-on':
      return patch(act.names.join(' '), { on: true });
    case 'reset':
      return 'kubectl delete --raw /apis/sample.kubeplano.dev/v1/changes';
    case 'pause':
      return patch('clock', { on: false });
    case 'resume':
      return patch('clock', { on: true });
    case 'speed':
      return patch('clock', { speed: act.speed });
    case 'step':
    case 'docker-run':
      return undefined;
    case 'create':
      return `kubectl -n ${act.namespace} create deployment ${act.name} --image=${act.image} --replicas=${act.replicas}`;
    case 'scale':
      return `kubectl -n ${act.namespace} scale deployment ${act.name} --replicas=${act.replicas}`;
    case 'delete':
      return `kubectl -n ${act.namespace} delete ${act.kind} ${act.name}`;
  }
}
