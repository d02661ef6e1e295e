/**
 * Takes out of a text whatever could be a credential, before anyone sees it: the identity's own values by value, the rest
 * by pattern. What each pattern does at one place of the text is bounded, so that the whole is linear in its length.
 */
import { knownSecrets } from './known-secrets.ts';

const HIDDEN = '[redacted]';
const WORD =
  'token|secret|passw(?:or)?d|passwd|passphrase|pwd|api[-_]?key|access[-_]?key|private[-_]?key|credential|signature';
/** What a name of a setting ends in when its value speaks of a secret without being one: `token-file`, `secretName`. */
const HARMLESS =
  /(?:file|path|dir|name|names|namespace|ref|refs|id|url|uri|host|type|kind|ttl|seconds|expir\w{0,12}|audiences?|version|mount|hash|length|policy|auth|webhook|class|provider|controller|manager)$/i;
/** What stands for a value, or is none. */
const NO_VALUE = /^(?:true|false|null|none|nil|undefined|\(not|\[redacted.*|<.*|\$.*|\*+|\(.*)$/i;
/** A word of a sentence: "failed to fetch token: serviceaccounts …". */
const PLAIN_WORD = /^[A-Z]?[a-z-]{1,24}$/;
const ALWAYS = /passw|passphrase|pwd/i;
const NAME = new RegExp(WORD, 'i');

/** Fields have few names: each is judged once. */
const judged = new Map<string, boolean>();
const MOST_JUDGED = 5_000;

/** Whether a setting of this name holds a secret: `DB_PASSWORD`, `github.token`; not `tokenFile`. */
export function isSecretName(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const secret = NAME.test(name) && !HARMLESS.test(name);
  if (judged.size < MOST_JUDGED) judged.set(name, secret);
  return secret;
}

const hasValue = (value: string) => value.length > 0 && !NO_VALUE.test(value);

/** `name`, the separator and the value of an assignment somewhere in a text. */
function assignment(all: string, name: string, quote: string, separator: string, open: string, value: string): string {
  if (HARMLESS.test(name) || !hasValue(value)) return all;
  const sentence = separator.includes(':') && quote === '' && !ALWAYS.test(name);
  if (sentence && (PLAIN_WORD.test(value) || value.length < 8)) return all;
  return `${name}${quote}${separator}${open}${HIDDEN}`;
}

type Rule = readonly [RegExp, string | ((...parts: string[]) => string)];
const RULES: readonly Rule[] = [
  [/-----BEGIN [A-Z ]{1,40}-----[\s\S]*?(?:-----END [A-Z ]{1,40}-----|$)/g, HIDDEN],
  [/\b(Bearer|Basic|Negotiate)(\s{1,4})(?!authenti|authori|credential|realm)[\w.~+/=-]{8,}/gi, `$1$2${HIDDEN}`],
  // JSON Web Tokens: base64 of `{"`.
  [/eyJ[\w-]{8,}(?:\.[\w-]{1,}){0,4}/g, HIDDEN],
  // `DB_PASSWORD=…`, `"token": "…"`, `password: …`.
  [
    new RegExp(
      `((?:${WORD})[\\w.-]{0,40})(\\\\{0,4}["']|)(\\s{0,3}[=:]\\s{0,3})(\\\\{0,4}["'])([^"'\\\\\\n]{1,8192})`,
      'gi',
    ),
    assignment,
  ],
  [
    new RegExp(
      `((?:${WORD})[\\w.-]{0,40})(\\\\{0,4}["']|)(\\s{0,3}[=:]\\s{0,3})()([^\\s"'\\\\,;&|)}\\]]{1,8192})`,
      'gi',
    ),
    assignment,
  ],
  // `--password hunter2`: the look behind is bounded.
  [
    new RegExp(
      `((?:${WORD})[\\w-]{0,20})(?<=(?:^|[\\s"'])--?[\\w-]{1,60})()([ \\t]{1,4})()([^\\s"'-][^\\s"']{0,8192})`,
      'gi',
    ),
    assignment,
  ],
  [/(:\/\/[^/\s:@"']{0,128}):[^/\s"']{1,256}@/g, `$1:${HIDDEN}@`],
  [/([?&](?:sig|key|code|x-amz-\w{1,32}|x-goog-\w{1,32})=)[^\s&"']{8,4096}/gi, `$1${HIDDEN}`],
  // Forms that say themselves what they are: GitHub, GitLab, Slack, AWS, Google, OpenShift, Vault, npm, kubeadm.
  [
    /\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,255}|xox[abeprs]-[\w-]{10,255}|A[KS]IA[0-9A-Z]{16}|ya29\.[\w-]{16,2048}|AIza[\w-]{30,64}|sha256~[\w-]{20,64}|hv[sbr]\.[\w-]{16,255}|npm_\w{30,64}|k8s-aws-v1\.[\w-]{16,4096}|[a-z0-9]{6}\.[a-z0-9]{16}\b)/g,
    HIDDEN,
  ],
  // Keys and certificates are long base64; names of objects hold dots and dashes, digests are of one case.
  [
    /[A-Za-z0-9+/]{64,}={0,2}/g,
    (all) => (/[A-Z]/.test(all) && /[a-z]/.test(all) && /[0-9]/.test(all) && !all.startsWith('/') ? HIDDEN : all),
  ],
];
/** What a text has that any rule applies to, most have nothing; three searches are three times as fast as one for all. */
const HINT = new RegExp(
  `${WORD}|bearer|basic|negotiate|eyJ|-----BEGIN|://|[?&](?:sig|key|code|x-)|gh[pousr]_|glpat|xox|A[KS]IA|ya29|AIza|sha256~|hv[sbr]\\.|npm_|k8s-aws`,
  'i',
);
const BOOTSTRAP_TOKEN = /[a-z0-9]{6}\.[a-z0-9]{16}/i;
const LONG_BASE64 = /[a-z0-9+/]{64}/i;
const maySay = (text: string) =>
  HINT.test(text) || (text.length >= 23 && BOOTSTRAP_TOKEN.test(text)) || (text.length >= 64 && LONG_BASE64.test(text));

/** A whole text without credentials, however long. */
export function withoutCredentials(text: string): string {
  let clean = knownSecrets().hide(text);
  if (!maySay(clean)) return clean;
  for (const [pattern, replacement] of RULES) {
    clean = typeof replacement === 'string' ? clean.replace(pattern, replacement) : clean.replace(pattern, replacement);
  }
  return clean;
}

/** Read beyond what is kept, so that what is cut is never half a credential. */
const MARGIN = 4_096;

/** The beginning of a text without credentials, at most `max` characters. */
export function redact(text: string, max = 600): string {
  // The identity's values first, over all of it: cut in half they would no longer be known.
  const known = knownSecrets().hide(text);
  const clean = withoutCredentials(known.slice(0, max + MARGIN));
  return clean.length > max ? `${clean.slice(0, max)}…` : clean;
}
