import { expect, it } from 'vitest';
import type { Scope } from '@/lib/contract/scope';
import { sharedViewers } from '@/lib/hub/viewers';
import { POST } from './cluster/scope/route';

const posted = (body: unknown) =>
  POST(new Request('http://localhost/api/cluster/scope', { method: 'POST', body: JSON.stringify(body) }));

it('what a viewer looks at reaches its stream, and only what is a scope', async () => {
  const looked: Scope[] = [];
  const { id: viewer, forget } = sharedViewers().add((scope) => looked.push(scope));
  const scope = { nodes: ['m1'], selections: ['node:m1'], pods: ['shop/web-1'] };
  expect((await posted({ viewer, scope })).status).toBe(200);
  const wrong = [
    { viewer, scope: { nodes: Array.from({ length: 65 }, (_, n) => `m${n}`) } },
    { viewer, scope: { nodes: ['../m1'] } },
    { viewer, scope: { pods: ['web-1'] } },
    { viewer, scope: { pods: ['shop/../web'] } },
    { viewer, scope: { selections: ['x'.repeat(900)] } },
    { viewer, scope: { nodes: 'm1' } },
    { viewer },
    { scope },
    'nothing',
  ];
  for (const body of wrong) expect((await posted(body)).status, JSON.stringify(body)).toBe(400);
  expect(looked).toEqual([scope]);
  forget();
  expect((await posted({ viewer, scope })).status).toBe(404);
});
