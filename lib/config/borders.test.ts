import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Diagnostic {
  category: string;
  message: string;
  location: { path: string | { file: string } };
}

/**
 * What Biome says, with the project's own configuration, of one file for each import; by file.
 * In a folder of its own: Biome does not print what it finds in standard input.
 */
function lintAll(imports: readonly (readonly [path: string, imported: string, ...rest: string[]])[]) {
  const folder = mkdtempSync(join(tmpdir(), 'borders-'));
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(root, name), join(folder, name));
  imports.forEach(([path, imported], i) => {
    const file = join(folder, numbered(path, i));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { thing } from '${imported}';\n\nexport const copy = thing;\n`);
  });
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(stdout);
  const crossings = diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports');
  return new Map(
    crossings.map(({ location: { path }, message }) => [typeof path === 'string' ? path : path.file, message]),
  );
}

/** A file of its own for each import: `lib/model/x.ts` → `lib/model/x3.ts`. */
const numbered = (path: string, i: number) => path.replace(/(\.tsx?)$/, `${i}$1`);

/** A hole in each border, and a word of the message that says where the thing belongs. */
const HOLES: [path: string, imported: string, belongs: string][] = [
  ['lib/model/x.ts', '../kubernetes/reflector', 'lib/kubernetes'],
  ['lib/model/pod/x.ts', '@/lib/store/clock', 'pure'],
  ['lib/model/x.ts', 'react', 'components/'],
  ['lib/model/x.ts', 'node:fs', 'lib/kubernetes'],
  ['lib/model/layout/x.ts', '@xyflow/react', 'components/'],
  ['lib/contract/x.ts', '@/lib/hub/hub', 'either side'],
  ['lib/kubernetes/x.ts', '@/lib/hub/hub', 'lib/hub'],
  ['lib/kubernetes/kinds/x.ts', 'next/server', 'app/api'],
  ['lib/hub/x.ts', '@kubernetes/client-node', 'lib/kubernetes'],
  ['lib/hub/x.ts', '../store/cluster-store', 'lib/store'],
  ['packages/sample-cluster/src/api/x.ts', '@/lib/kubernetes/reflector', 'over its API'],
  ['packages/sample-cluster/src/engine/x.ts', '../../../../lib/model/cluster', 'over its API'],
  ['packages/sample-cluster/src/x.ts', 'react', 'no screens'],
  ['lib/model/x.ts', '@kubeplano/sample-cluster/controls', 'pure'],
  ['components/sample/x.tsx', '@kubeplano/sample-cluster', 'lib/store'],
  ['lib/store/x.ts', '@/lib/hub/hub', 'lib/contract'],
  ['lib/store/x.ts', 'node:os', 'no Node'],
  ['lib/store/x.ts', 'react', 'lib/hooks'],
  ['lib/store/x.ts', '@/lib/hooks/use-now', 'lib/hooks'],
  ['lib/hooks/x.ts', '@/lib/hub/hub', 'lib/contract'],
  ['components/ui/x.tsx', '@/lib/model/cluster', 'own folder'],
  ['components/inspector/x.tsx', '@/lib/kubernetes/client', 'lib/store'],
  ['components/inspector/x.tsx', '@xyflow/react', 'components/diagram'],
  ['components/diagram/x.tsx', '@/lib/hub/hub', 'lib/store'],
  ['components/diagram/x.tsx', 'node:fs', 'lib/kubernetes'],
  ['app/api/x/route.ts', '@kubernetes/client-node', 'lib/hub'],
  ['app/x/page.tsx', '@/lib/kubernetes/client', 'lib/hub'],
];

/** What each room may use, so that a border that forbids everything is seen too. */
const DOORS: [path: string, imported: string][] = [
  ['lib/model/pod/x.ts', '../cluster'],
  ['lib/contract/x.ts', '@/lib/model/cluster'],
  ['lib/contract/x.ts', 'zod'],
  ['lib/kubernetes/x.ts', '@kubernetes/client-node'],
  ['lib/kubernetes/x.ts', '@/lib/model/objects'],
  ['lib/hub/x.ts', '@/lib/kubernetes/reflector'],
  ['lib/store/x.ts', '@/lib/model/cluster'],
  ['lib/store/x.ts', '@kubeplano/sample-cluster/controls'],
  ['lib/contract/x.ts', '@kubeplano/sample-cluster/controls/schema'],
  ['components/sample/x.tsx', '@kubeplano/sample-cluster/controls'],
  ['lib/hooks/x.ts', 'react'],
  ['lib/hooks/x.ts', '../store/clock'],
  ['components/diagram/x.tsx', '@xyflow/react'],
  ['components/inspector/x.tsx', '@/lib/store/clock'],
  ['components/ui/x.tsx', 'radix-ui'],
  ['app/api/x/route.ts', '@/lib/hub/hub'],
];

let said: ReadonlyMap<string, string>;
beforeAll(() => {
  said = lintAll([...HOLES, ...DOORS]);
});

describe('borders between rooms', () => {
  it.each(HOLES.map((hole, i) => [...hole, i] as const))(
    '%s may not use %s, and the message says where it belongs',
    (path, _imported, belongs, i) => {
      expect(said.get(numbered(path, i))).toContain(belongs);
    },
  );

  it.each(DOORS.map((door, i) => [...door, HOLES.length + i] as const))('%s may use %s', (path, _imported, i) => {
    expect(said.get(numbered(path, i))).toBeUndefined();
  });

  it('are closed to the browser’s bundle: what touches the machine or the network begins with server-only', () => {
    const files = ['kubernetes', 'hub'].flatMap((room) =>
      readdirSync(join(root, 'lib', room), { recursive: true, encoding: 'utf8' })
        .filter((name) => /(?<!\.test|\.d)\.ts$/.test(name) && !name.includes('testing/'))
        .map((name) => join(root, 'lib', room, name)),
    );
    const touching = files.filter((file) =>
      /^import (?!type).*'(node:|@kubernetes\/|undici)/m.test(readFileSync(file, 'utf8')),
    );
    expect(touching.length).toBeGreaterThan(3);
    const open = touching.filter(
      (file) => !/^(\/\*\*[\s\S]*?\*\/\n)?import 'server-only';/.test(readFileSync(file, 'utf8')),
    );
    expect(open).toEqual([]);
  });
});
