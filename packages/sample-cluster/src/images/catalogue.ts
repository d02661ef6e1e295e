import { createHash } from 'node:crypto';
import type { Image, ImageProgram, PullFailure } from './image.ts';
import { fullName, parseReference, referenceProblem, repository } from './reference.ts';
import { agnhostProgram, type ServerTraits, serverProgram } from './server.ts';
import {
  apache,
  example,
  httpd,
  jenkins,
  memcached,
  mongo,
  mysql,
  nginx,
  postgres,
  rabbitmq,
  redis,
  tomcat,
} from './servers.ts';
import { shellProgram } from './shell.ts';
import { stressProgram, vishStressProgram } from './stress.ts';

interface Entry {
  size: number;
  /** Highest version a tag may say; tags above it do not exist. */
  newest: number[];
  entrypoint?: string[];
  command: string[];
  /** `USER` of the image, when it is not root. */
  user?: string;
  start: ImageProgram;
}

const server = (
  size: number,
  newest: number[],
  command: string[],
  traits: ServerTraits,
  entrypoint?: string[],
): Entry => ({
  size,
  newest,
  command,
  start: serverProgram(traits),
  ...(entrypoint === undefined ? {} : { entrypoint }),
});

const shell = (size: number, newest: number[], command: string[], entrypoint?: string[]): Entry => ({
  size,
  newest,
  command,
  start: shellProgram,
  ...(entrypoint === undefined ? {} : { entrypoint }),
});

/** Prints its lines and is done. */
const printer =
  (lines: string[]): ImageProgram =>
  (context) => {
    context.scope.after(20, () => {
      for (const line of lines) context.log(line);
      context.exit(0);
    });
    return {};
  };

const HELLO = ['Hello from Docker!', 'This message shows that your installation appears to be working correctly.'];

/** Repositories a pull finds. Sizes are those of the compressed linux/amd64 images, to a few per cent. */
const CATALOGUE: ReadonlyMap<string, Entry> = new Map(
  Object.entries({
    'docker.io/library/nginx': server(72_000_000, [1, 29, 99], ['nginx', '-g', 'daemon off;'], nginx),
    'docker.io/library/httpd': server(45_000_000, [2, 4, 99], ['httpd-foreground'], httpd),
    'docker.io/library/redis': server(49_500_000, [8, 2, 99], ['redis-server'], redis),
    'docker.io/valkey/valkey': server(43_000_000, [9, 0, 99], ['valkey-server'], redis),
    'docker.io/library/postgres': server(155_000_000, [18, 1, 99], ['postgres'], postgres),
    'docker.io/library/mysql': server(254_000_000, [9, 5, 99], ['mysqld'], mysql),
    'docker.io/library/mariadb': server(121_000_000, [12, 1, 99], ['mariadbd'], mysql),
    'docker.io/library/mongo': server(292_000_000, [8, 2, 99], ['mongod'], mongo),
    'docker.io/library/busybox': shell(2_200_000, [1, 37, 99], ['sh']),
    'registry.k8s.io/busybox': shell(2_200_000, [1, 27, 2], ['sh']),
    'docker.io/library/bash': shell(6_600_000, [5, 3, 99], ['bash']),
    'docker.io/library/alpine': shell(3_800_000, [3, 23, 99], ['/bin/sh']),
    'docker.io/library/ubuntu': shell(29_700_000, [25, 10, 99], ['/bin/bash']),
    'docker.io/library/debian': shell(48_500_000, [13, 99], ['bash']),
    'docker.io/library/python': shell(400_000_000, [3, 14, 99], ['python3']),
    'docker.io/library/node': shell(402_000_000, [25, 99], ['node']),
    'docker.io/library/perl': shell(361_000_000, [5, 42, 99], ['perl5.42.0', '-de0']),
    'docker.io/curlimages/curl': { ...shell(10_000_000, [8, 17, 99], ['curl']), user: 'curl_user' },
    'docker.io/nginxinc/nginx-unprivileged': {
      ...server(72_000_000, [1, 29, 99], ['nginx', '-g', 'daemon off;'], { ...nginx, port: 8080 }),
      user: '101',
    },
    'docker.io/library/hello-world': { size: 5_000, newest: [], command: ['/hello'], start: printer(HELLO) },
    'docker.io/library/wordpress': server(255_000_000, [6, 9, 99], ['apache2-foreground'], apache),
    'docker.io/library/php': server(178_000_000, [8, 5, 99], ['apache2-foreground'], apache),
    'docker.io/library/phpmyadmin': server(206_000_000, [5, 2, 99], ['apache2-foreground'], apache),
    'docker.io/library/nextcloud': server(480_000_000, [32, 0, 99], ['apache2-foreground'], apache),
    'docker.io/nginxdemos/hello': server(17_000_000, [0, 4], ['nginx', '-g', 'daemon off;'], nginx),
    'docker.io/jenkins/jenkins': server(310_000_000, [2, 999, 99], ['/usr/local/bin/jenkins.sh'], jenkins),
    'registry.k8s.io/hpa-example': server(182_000_000, [], ['apache2-foreground'], apache),
    'registry.k8s.io/e2e-test-images/jessie-dnsutils': shell(59_000_000, [1, 7], ['sleep', 'infinity']),
    'docker.io/library/tomcat': server(186_000_000, [11, 0, 99], ['catalina.sh', 'run'], tomcat),
    'docker.io/library/memcached': server(33_000_000, [1, 6, 99], ['memcached'], memcached),
    'docker.io/library/rabbitmq': server(104_000_000, [4, 2, 99], ['rabbitmq-server'], rabbitmq),
    'docker.io/traefik/whoami': server(
      3_000_000,
      [1, 11, 99],
      ['/whoami'],
      example('whoami', 'Starting up on port 80', 80),
    ),
    'docker.io/hashicorp/http-echo': server(
      5_000_000,
      [1, 0, 99],
      [],
      example('http-echo', '[INFO] server is listening on :5678', 5678),
      ['/http-echo'],
    ),
    'docker.io/vish/stress': {
      size: 1_600_000,
      newest: [],
      entrypoint: ['/stress'],
      command: ['-logtostderr'],
      start: vishStressProgram,
    },
    'docker.io/progrium/stress': {
      size: 116_000_000,
      newest: [],
      entrypoint: ['/usr/bin/stress', '--verbose'],
      command: [],
      start: stressProgram,
    },
    'docker.io/polinux/stress': { size: 4_100_000, newest: [1, 0, 4], command: ['stress'], start: stressProgram },
    'registry.k8s.io/e2e-test-images/agnhost': {
      size: 54_000_000,
      newest: [2, 99],
      entrypoint: ['/agnhost'],
      command: ['pause'],
      start: agnhostProgram,
    },
    'registry.k8s.io/nginx-slim': server(39_000_000, [0, 27], ['nginx', '-g', 'daemon off;'], nginx),
    'gcr.io/google-samples/hello-app': server(
      13_000_000,
      [2, 0],
      ['hello-app'],
      example('hello-app', 'Server listening on port 8080'),
    ),
    'gcr.io/google-samples/node-hello': server(260_000_000, [1, 0], ['node-hello'], example('node-hello', '')),
    'docker.io/kicbase/echo-server': server(
      2_300_000,
      [1, 0],
      ['echo-server'],
      example('echo-server', 'Echo server listening on port 8080.'),
    ),
    'registry.k8s.io/echoserver': server(46_000_000, [1, 10, 99], ['nginx'], { ...nginx, port: 8080 }),
    'registry.k8s.io/pause': {
      size: 320_368,
      newest: [3, 10, 99],
      command: ['/pause'],
      user: '65535',
      start: () => ({ terminate: () => {} }),
    },
  }),
);

/** Answers what a registry would: an image, or why not. */
export class Registry {
  /** Images of the cluster's own programs, by repository. */
  readonly #system = new Map<string, { size: number; start: ImageProgram }>();

  /** Adds a repository whose main process is `start`; every tag of it exists. */
  provide(name: string, size: number, start: ImageProgram): void {
    this.#system.set(name, { size, start });
  }

  /** What pulling `name` gives. */
  find(name: string): { image: Image } | { failure: PullFailure } {
    const reference = parseReference(name);
    if (reference === undefined) return { failure: { code: 'Unknown', message: referenceProblem(name) ?? '' } };
    const full = fullName(reference);
    const where = repository(reference);
    const system = this.#system.get(where);
    if (system !== undefined) {
      return {
        image: {
          name: full,
          digest: digestOf(where, full),
          size: system.size,
          entrypoint: [],
          command: [where.split('/').at(-1) ?? ''],
          start: system.start,
        },
      };
    }
    const entry = CATALOGUE.get(where);
    const wrapped = `failed to pull and unpack image "${full}": failed to resolve reference "${full}"`;
    if (entry === undefined) {
      const known = reference.domain === 'docker.io' || reference.domain === 'registry.k8s.io';
      if (reference.domain === 'docker.io') {
        const denied =
          'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
        return { failure: { code: 'Unknown', message: `${wrapped}: ${denied}` } };
      }
      return known
        ? { failure: { code: 'NotFound', message: `${wrapped}: ${full}: not found` } }
        : {
            failure: {
              code: 'Unknown',
              message: `${wrapped}: failed to do request: Head "https://${reference.domain}/v2/${reference.path}/manifests/${reference.tag}": dial tcp: lookup ${reference.domain}: no such host`,
            },
          };
    }
    if (reference.digest === undefined && !tagExists(reference.tag, entry.newest)) {
      return { failure: { code: 'NotFound', message: `${wrapped}: ${full}: not found` } };
    }
    return {
      image: {
        name: full,
        digest: digestOf(where, full),
        size: entry.size,
        entrypoint: entry.entrypoint ?? [],
        command: entry.command,
        ...(entry.user === undefined ? {} : { user: entry.user }),
        start: entry.start,
      },
    };
  }
}

/** Tags that plausibly exist: `latest`, flavours, and versions up to the newest we know. */
function tagExists(tag: string, newest: number[]): boolean {
  if (
    /^(latest|stable|mainline|lts|edge|slim|bookworm|trixie|noble|jammy|linux)(-[a-z0-9.]+)*$|^alpine[0-9.]*(-slim|-perl)?$|^(stable|mainline|lts|slim)-alpine$/.test(
      tag,
    )
  )
    return true;
  const match =
    /^v?(\d+(?:\.\d+)*)(?:-(?:alpine|slim|bookworm|trixie|bullseye|perl|otel|musl|glibc|uclibc|oracle|management|apache|php|jdk|jre|temurin)[a-z0-9.-]*)*$/.exec(
      tag,
    );
  if (match === null) return false;
  for (const [index, part] of (match[1] ?? '').split('.').map(Number).entries()) {
    const most = newest[index];
    if (most === undefined || part < most) return part < 1000;
    if (part > most) return false;
  }
  return true;
}

function digestOf(where: string, full: string): string {
  return `${where}@sha256:${createHash('sha256').update(full).digest('hex')}`;
}
