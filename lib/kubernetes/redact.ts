/** Takes out of a text whatever could be a credential, before anyone sees it. */
const SECRETS: [RegExp, string][] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g, '[redacted]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [redacted]'],
  [/\beyJ[\w-]{8,}(\.[\w-]+){0,2}/g, '[redacted]'],
  [
    /\b((?:access|refresh|id|client)?[-_]?(?:token|secret|password|passwd))(["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi,
    '$1$2[redacted]',
  ],
  [/(\w+:\/\/)[^/\s:@]+:[^/\s@]+@/g, '$1[redacted]@'],
  // Keys and certificates in kubeconfigs are long base64; names of objects hold dots and dashes and are shorter.
  [/[A-Za-z0-9+/]{64,}={0,2}/g, '[redacted]'],
];

/** The text without credentials, at most `max` characters. */
export function redact(text: string, max = 600): string {
  let clean = text;
  for (const [pattern, replacement] of SECRETS) clean = clean.replace(pattern, replacement);
  return clean.length > max ? `${clean.slice(0, max)}…` : clean;
}
