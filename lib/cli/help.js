const ROWS = /** @type {const} */ ([
  ['--kubeconfig FILE', 'help-kubeconfig', 'KUBECONFIG'],
  ['--context NAME', 'help-context', 'KUBEPLANO_CONTEXT'],
  ['-n, --namespace NAME', 'help-namespace', 'KUBEPLANO_NAMESPACES'],
  ['--from PATH', 'help-from', 'KUBEPLANO_FROM'],
  ['--sample', 'help-sample', 'KUBEPLANO_SAMPLE'],
  ['--sample-profile NAME', 'help-sample-profile', 'KUBEPLANO_SAMPLE_PROFILE'],
  ['--sample-size SIZE', 'help-sample-size', 'KUBEPLANO_SAMPLE_SIZE'],
  ['--host HOST', 'help-host', 'HOST'],
  ['--port PORT', 'help-port', 'PORT'],
  ['--no-open', 'help-no-open', 'KUBEPLANO_NO_OPEN'],
  ['--lang es|en', 'help-lang', 'KUBEPLANO_LANG'],
  ['-v, --version', 'help-version', ''],
  ['-h, --help', 'help-help', ''],
]);

const SAMPLE = '  kubeplano sample [--profile NAME | --size SIZE] [--speed N] [--port PORT] [--kubeconfig FILE]';

/**
 * What `--help` prints.
 * @param {import('./words.js').Words} words
 */
export function helpText(words) {
  const rows = ROWS.map(([flag, key, variable]) => `  ${flag.padEnd(24)}${words(key)}${variable && ` [${variable}]`}`);
  return [
    words('help-title'),
    '',
    `  kubeplano [${words('help-options')}]`,
    SAMPLE,
    `    ${words('help-sample-alone')}`,
    '',
    ...rows,
    '',
    words('help-more'),
  ].join('\n');
}
