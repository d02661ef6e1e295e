import type { ServerTraits } from './server.ts';

/** The well-known servers: what each says, needs and answers. */
const MiB = 2 ** 20;
const iso = (at: Date) => at.toISOString();
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Time as web servers log it. */
function clf(at: Date): string {
  const text = iso(at);
  return `${text.slice(8, 10)}/${MONTHS[at.getUTCMonth()]}/${text.slice(0, 4)}:${text.slice(11, 19)} +0000`;
}
const kubeProbe = (path: string, status: number, at: Date) =>
  `10.244.0.1 - - [${clf(at)}] "GET ${path} HTTP/1.1" ${status} ${status === 200 ? 615 : 153} "-" "kube-probe/1.36" "-"`;

const two = (value: number) => String(value).padStart(2, '0');
/** `2026/11/26 15:35:09` */
const slashed = (at: Date) => iso(at).slice(0, 19).replaceAll('-', '/').replace('T', ' ');
/** `2026-11-26 15:35:09.123` */
const spaced = (at: Date) => iso(at).slice(0, 23).replace('T', ' ');
/** `26 Nov 2026 15:35:09.123` */
const dayFirst = (at: Date) =>
  `${two(at.getUTCDate())} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()} ${iso(at).slice(11, 23)}`;
/** `[Thu Nov 26 15:35:09.123000 2026]` */
const apacheTime = (at: Date) =>
  `[${at.toUTCString().slice(0, 3)} ${MONTHS[at.getUTCMonth()]} ${two(at.getUTCDate())} ${iso(at).slice(11, 23)}000 ${at.getUTCFullYear()}]`;

export const nginx: ServerTraits = {
  program: ['nginx', 'docker-entrypoint.sh'],
  port: 80,
  readyAfterMs: 180,
  needs: 6 * MiB,
  stopsAfterMs: 150,
  paths: ['/', '/index.html', '/50x.html'],
  root: '/usr/share/nginx/html',
  accessLog: kubeProbe,
  says: [
    [20, '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration'],
    [30, '/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/'],
    [40, '/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh'],
    [60, '/docker-entrypoint.sh: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh'],
    [70, '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh'],
    [90, '/docker-entrypoint.sh: Launching /docker-entrypoint.d/30-tune-worker-processes.sh'],
    [120, '/docker-entrypoint.sh: Configuration complete; ready for start up'],
    [160, (at) => `${slashed(at)} [notice] 1#1: using the "epoll" event method`],
    [180, (at) => `${slashed(at)} [notice] 1#1: start worker processes`],
    [181, (at) => `${slashed(at)} [notice] 1#1: start worker process 29`],
    [181, (at) => `${slashed(at)} [notice] 1#1: start worker process 30`],
  ],
};
export const httpd: ServerTraits = {
  program: ['httpd-foreground', 'httpd'],
  port: 80,
  readyAfterMs: 200,
  needs: 8 * MiB,
  paths: ['/', '/index.html'],
  accessLog: (path, status, at) =>
    `10.244.0.1 - - [${clf(at)}] "GET ${path} HTTP/1.1" ${status} ${status === 200 ? 45 : 196}`,
  says: [
    [
      80,
      "AH00558: httpd: Could not reliably determine the server's fully qualified domain name. Set the 'ServerName' directive globally to suppress this message",
    ],
    [
      200,
      (at) =>
        `${apacheTime(at)} [mpm_event:notice] [pid 1:tid 1] AH00489: Apache/2.4.65 (Unix) configured -- resuming normal operations`,
    ],
    [201, (at) => `${apacheTime(at)} [core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'`],
  ],
};
export const redis: ServerTraits = {
  program: ['redis-server', 'valkey-server'],
  port: 6379,
  readyAfterMs: 250,
  needs: 8 * MiB,
  stopsAfterMs: 120,
  says: [
    [40, (at) => `1:C ${dayFirst(at)} * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo`],
    [60, (at) => `1:C ${dayFirst(at)} # Warning: no config file specified, using the default config.`],
    [240, (at) => `1:M ${dayFirst(at)} * Running mode=standalone, port=6379.`],
    [250, (at) => `1:M ${dayFirst(at)} * Ready to accept connections tcp`],
  ],
};
export const postgres: ServerTraits = {
  program: ['postgres'],
  port: 5432,
  readyAfterMs: 2600,
  needs: 40 * MiB,
  stopsAfterMs: 700,
  requires: {
    anyOf: ['POSTGRES_PASSWORD', 'POSTGRES_HOST_AUTH_METHOD'],
    says: [
      'Error: Database is uninitialized and superuser password is not specified.',
      '       You must specify POSTGRES_PASSWORD to a non-empty value for the',
      '       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".',
    ],
  },
  says: [
    [100, 'The files belonging to this database system will be owned by user "postgres".'],
    [1900, 'PostgreSQL init process complete; ready for start up.'],
    [2500, (at) => `${spaced(at)} UTC [1] LOG:  listening on IPv4 address "0.0.0.0", port 5432`],
    [2600, (at) => `${spaced(at)} UTC [1] LOG:  database system is ready to accept connections`],
  ],
};
export const mysql: ServerTraits = {
  program: ['mysqld', 'mariadbd'],
  port: 3306,
  readyAfterMs: 6500,
  needs: 300 * MiB,
  stopsAfterMs: 1500,
  requires: {
    anyOf: ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD'],
    says: [
      '[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
      '    You need to specify one of the following as an environment variable:',
      '    - MYSQL_ROOT_PASSWORD',
    ],
  },
  says: [
    [200, (at) => `${spaced(at).slice(0, 19)}+00:00 [Note] [Entrypoint]: Entrypoint script for MySQL Server started.`],
    [
      5500,
      (at) => `${spaced(at).slice(0, 19)}+00:00 [Note] [Entrypoint]: MySQL init process done. Ready for start up.`,
    ],
    [
      6500,
      (at) =>
        `${at.toISOString()} 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.`,
    ],
  ],
};
/** A line of MongoDB's log, which is JSON. */
const mongoLine = (component: string, id: number, context: string, message: string, attributes: object) => (at: Date) =>
  JSON.stringify({
    t: { $date: `${iso(at).slice(0, 23)}+00:00` },
    s: 'I',
    c: component,
    id,
    ctx: context,
    msg: message,
    attr: attributes,
  });
export const mongo: ServerTraits = {
  program: ['mongod'],
  port: 27017,
  readyAfterMs: 1400,
  needs: 90 * MiB,
  stopsAfterMs: 600,
  says: [
    [150, mongoLine('CONTROL', 4615611, 'initandlisten', 'MongoDB starting', { pid: 1, port: 27017 })],
    [1400, mongoLine('NETWORK', 23016, 'listener', 'Waiting for connections', { port: 27017, ssl: 'off' })],
  ],
};
/** Apache with PHP, as wordpress, phpmyadmin and php bring it. */
export const apache: ServerTraits = {
  ...httpd,
  program: ['apache2-foreground', 'docker-entrypoint.sh'],
  needs: 20 * MiB,
  readyAfterMs: 700,
  paths: ['/', '/index.php', '/wp-login.php', '/wp-admin/install.php'],
  says: [
    [
      500,
      "AH00558: apache2: Could not reliably determine the server's fully qualified domain name. Set the 'ServerName' directive globally to suppress this message",
    ],
    [
      690,
      (at) =>
        `${apacheTime(at)} [mpm_prefork:notice] [pid 1:tid 1] AH00163: Apache/2.4.65 (Debian) PHP/8.3.27 configured -- resuming normal operations`,
    ],
    [700, (at) => `${apacheTime(at)} [core:notice] [pid 1:tid 1] AH00094: Command line: 'apache2 -D FOREGROUND'`],
  ],
};
export const tomcat: ServerTraits = {
  program: ['catalina.sh'],
  port: 8080,
  readyAfterMs: 1_900,
  needs: 90 * MiB,
  stopsAfterMs: 400,
  exitCode: 143,
  // Its example applications are not where it serves from.
  paths: [],
  says: [
    [
      600,
      (at) =>
        `${tomcatTime(at)} INFO [main] org.apache.catalina.startup.VersionLoggerListener.log Server version name:   Apache Tomcat/11.0.13`,
    ],
    [
      1_850,
      (at) =>
        `${tomcatTime(at)} INFO [main] org.apache.coyote.AbstractProtocol.start Starting ProtocolHandler ["http-nio-8080"]`,
    ],
    [
      1_900,
      (at) =>
        `${tomcatTime(at)} INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [112] milliseconds`,
    ],
  ],
};
/** `26-Nov-2026 15:35:09.123` */
function tomcatTime(at: Date): string {
  return dayFirst(at).replace(' ', '-').replace(' ', '-');
}
export const jenkins: ServerTraits = {
  program: ['jenkins.sh'],
  port: 8080,
  readyAfterMs: 9_000,
  needs: 250 * MiB,
  stopsAfterMs: 600,
  exitCode: 143,
  paths: ['/login'],
  says: [
    [300, 'Running from: /usr/share/jenkins/jenkins.war'],
    [310, 'webroot: /var/jenkins_home/war'],
    [
      9_000,
      (at) => `${spaced(at)}+0000 [id=25]\tINFO\thudson.lifecycle.Lifecycle#onReady: Jenkins is fully up and running`,
    ],
  ],
};
/** Says nothing, as by default. */
export const memcached: ServerTraits = {
  program: ['memcached', 'docker-entrypoint.sh'],
  port: 11_211,
  readyAfterMs: 60,
  needs: 4 * MiB,
  says: [],
};
export const rabbitmq: ServerTraits = {
  program: ['rabbitmq-server', 'docker-entrypoint.sh'],
  port: 5672,
  readyAfterMs: 5_200,
  needs: 120 * MiB,
  stopsAfterMs: 900,
  says: [
    [2_400, (at) => `${spaced(at)}000+00:00 [info] <0.254.0>  Starting RabbitMQ 4.2.1 on Erlang 27.3.4.6 [jit]`],
    [5_100, (at) => `${spaced(at)}000+00:00 [info] <0.722.0> started TCP listener on [::]:5672`],
    [5_200, (at) => `${spaced(at)}000+00:00 [info] <0.10.0> Time to start RabbitMQ: 4813 ms`],
  ],
};
/** A small program of an example: says that it listens, and does. */
export const example = (program: string, says: string, port = 8080): ServerTraits => ({
  program: [program],
  port,
  readyAfterMs: 100,
  needs: 6 * MiB,
  paths: ['/', '/healthz'],
  says: [[100, says]],
});
