/** A cluster of more nodes than can be read as boxes: groups, nodes, pods, and what needs looking at. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectNoAxeViolations } from './support/axe';
import { writeFleetRecording } from './support/fleet-recording';
import { expect, test } from './support/test';

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  writeFleetRecording(folder, 300, 2_000);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('300 nodes are groups with counts; what needs attention leads to one pod in two clicks', async ({
  kubeplano,
  page,
}) => {
  const { url } = await kubeplano(['--from', folder]);
  await page.goto(`${url}/?lang=en`);
  await expect(page.getByText('300 nodes · 2,000 pods').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /general.*237 nodes · 1,576 pods/ })).toBeVisible();
  await expectNoAxeViolations(page);

  const attention = page.getByRole('complementary', { name: 'What needs attention' });
  await expect(attention.getByRole('region', { name: 'Crash loops' })).toContainText('4');
  const unscheduled = attention.getByRole('region', { name: 'Without a node' });
  await unscheduled.getByRole('button', { name: /app-11-6d4cf56db/ }).click();
  await unscheduled
    .getByRole('button', { name: /^team-11\/app-11-/ })
    .first()
    .click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('Pending');
});

test('one comes nearer to a group and to a node, whose pods are then there one by one, and back', async ({
  kubeplano,
  page,
}) => {
  const { url } = await kubeplano(['--from', folder]);
  await page.goto(`${url}/?lang=en`);
  const group = page.getByRole('button', { name: /gpu.*30 nodes/ });
  await group.focus();
  await page.keyboard.press('Enter');
  const attention = page.getByRole('complementary', { name: 'What needs attention' });
  await attention.getByRole('button', { name: /node-0040/ }).click();
  const node = page.getByRole('region', { name: 'node-0040, NotReady, 6 pods' });
  await expect(node.getByRole('listitem')).toHaveCount(6);
  await expectNoAxeViolations(page);
  // A neighbour in view has its pods too.
  const neighbour = page.getByRole('region', { name: /^node-0041, Ready,SchedulingDisabled/ });
  await expect(neighbour.getByRole('listitem').first()).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(node).toHaveCount(0);
  await expect(group).toBeInViewport();
});

test('the label that groups the nodes can be chosen, and is part of the address', async ({ kubeplano, page }) => {
  const { url } = await kubeplano(['--from', folder]);
  await page.goto(`${url}/?lang=es`);
  await page.getByRole('combobox', { name: 'Agrupar por' }).selectOption('topology.kubernetes.io/zone');
  await expect(page.getByRole('button', { name: /eu-1b.*99 nodos/ })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('group')).toBe('topology.kubernetes.io/zone');
});

test('by keyboard: arrows walk the programs beside the field, + comes nearer and 0 shows all again', async ({
  kubeplano,
  page,
}) => {
  const { url } = await kubeplano(['--from', folder]);
  await page.goto(`${url}/?lang=en`);
  const api = page.getByRole('button', { name: /^kube-apiserver/ });
  await expect(api).toHaveAttribute('tabindex', '0');
  await api.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: /^etcd/ })).toBeFocused();
  const group = page.getByRole('button', { name: /gpu.*30 nodes/ });
  const before = await group.boundingBox();
  for (let times = 0; times < 6; times += 1) await page.keyboard.press('+');
  await expect(group).not.toBeInViewport();
  await page.keyboard.press('0');
  await expect.poll(() => group.boundingBox()).toEqual(before);
  // The heads of its arrows are drawn: what they refer to is there.
  await expect(page.locator('#kp-arrow-strong')).toHaveCount(1);
});

test('while presenting there is nothing but the diagram and what needs attention', async ({ kubeplano, page }) => {
  const { url } = await kubeplano(['--from', folder]);
  await page.goto(`${url}/?lang=en`);
  await expect(page.getByRole('toolbar')).toBeVisible();
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect(page.getByRole('toolbar')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /gpu.*30 nodes/ })).toBeVisible();
});
