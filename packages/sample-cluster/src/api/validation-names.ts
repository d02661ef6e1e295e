/** Names, labels and quantities: the regular expressions and messages of `k8s.io/apimachinery/pkg/util/validation`. */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const RELAXED_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const RELAXED_SUBDOMAIN = `${RELAXED_LABEL}(\\.${RELAXED_LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const VALUE = `(${QUALIFIED})?`;

const fits = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`).test(text);
const tooLong = (limit: number) => `must be no more than ${limit} bytes`;

/** Problems of a DNS-1123 subdomain (most names). */
export function subdomainProblems(name: string): string[] {
  const problems = name.length > 253 ? [tooLong(253)] : [];
  if (!fits(SUBDOMAIN, name))
    problems.push(
      `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
    );
  return problems;
}

/** Problems of a domain that is searched, whose labels may have underscores. */
export function relaxedSubdomainProblems(name: string): string[] {
  const problems = name.length > 253 ? [tooLong(253)] : [];
  if (!fits(RELAXED_SUBDOMAIN, name))
    problems.push(
      `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${RELAXED_SUBDOMAIN}')`,
    );
  return problems;
}

/** Problems of a DNS-1123 label (namespaces, containers, volumes). */
export function labelProblems(name: string): string[] {
  const problems = name.length > 63 ? [tooLong(63)] : [];
  if (!fits(LABEL, name) && fits(SUBDOMAIN, name)) problems.push('must not contain dots');
  else if (!fits(LABEL, name))
    problems.push(
      `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
    );
  return problems;
}

/** Problems of a DNS-1035 label (services). */
export function label1035Problems(name: string): string[] {
  const problems = name.length > 63 ? [tooLong(63)] : [];
  if (!fits(LABEL_1035, name))
    problems.push(
      `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035}')`,
    );
  return problems;
}

/** Problems of the key of a label, annotation or taint. */
export function qualifiedNameProblems(key: string): string[] {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const problems: string[] = [];
  if (parts.length > 2)
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  if (parts.length === 2) {
    if (!parts[0]) problems.push('prefix part must be non-empty');
    else problems.push(...subdomainProblems(parts[0]).map((problem) => `prefix part ${problem}`));
  }
  if (!name) problems.push('name part must be non-empty');
  else if (name.length > 63) problems.push(`name part ${tooLong(63)}`);
  if (!fits(QUALIFIED, name))
    problems.push(
      `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`,
    );
  return problems;
}

/** Problems of the value of a label. */
export function labelValueProblems(value: string): string[] {
  const problems = value.length > 63 ? [tooLong(63)] : [];
  if (!fits(VALUE, value))
    problems.push(
      `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${VALUE.replace('(([', '(([')}')`,
    );
  return problems;
}

/** Problems of the name of a port (IANA_SVC_NAME). */
export function portNameProblems(name: string): string[] {
  const problems = name.length > 15 ? [tooLong(15)] : [];
  if (!/^[-a-z0-9]+$/.test(name))
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (/^-|-$/.test(name)) problems.push('must not begin or end with a hyphen');
  return problems;
}

/** Problems of the name of a variable. Since 1.34 nearly every character will do. */
export const environmentNameProblems = (name: string): string[] =>
  /^[ -<>-~]+$/.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];

/** Problems of the name of a header of HTTP. */
export const headerProblems = (name: string): string[] =>
  /^[-A-Za-z0-9]+$/.test(name)
    ? []
    : [
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ];

/** Problems of a name that has no rule but those of a path. */
export function pathSegmentProblems(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].flatMap((mark) => (name.includes(mark) ? [`may not contain '${mark}'`] : []));
}

/** Problems of a key of a ConfigMap or Secret. */
export function configKeyProblems(key: string): string[] {
  const problems = key.length > 253 ? [tooLong(253)] : [];
  if (!/^[-._a-zA-Z0-9]+$/.test(key))
    problems.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  if (key === '.') problems.push("must not be '.'");
  else if (key === '..') problems.push("must not be '..'");
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
}
