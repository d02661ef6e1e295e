/**
 * Finds messages that no code asks for. It reads sources as text: a key is asked for where a file that names its namespace
 * (`useTranslations('inspector.pod')`) has the rest of it as a string (`t('static.title')`), as a template whose holes are
 * strings somewhere in the code (`t(`status.${word}.means`)`), or asks by a variable and the rest is such a string.
 */
const STRING = /['"]([\w.-]+)['"]/g;
const OBJECT_KEY = /^\s*([A-Za-z][\w-]*):/gm;
const TEMPLATE = /`((?:[\w.-]|\$\{[^`{}]*\})+)`/g;
const NAMESPACE = /useTranslations\('([\w.-]+)'\)/g;
const BY_VARIABLE = /\w\(\s*[a-z]\w*(?:\.\w+)*\s*[,)]/;

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** A template as a pattern with a group for each hole; undefined for one that is all hole, which would match anything. */
function patternOf(template: string): RegExp | undefined {
  const fixed = template.split(/\$\{[^}]*\}/);
  if (fixed.length < 2) return undefined;
  const holes = fixed.map((part) => part.replaceAll('.', '\\.')).join('([\\w-]+)');
  return new RegExp(`^${holes}$`);
}

/** The keys (`namespace.rest`) of messages that none of the sources asks for. */
export function unusedMessages(keys: readonly string[], sources: readonly string[]): string[] {
  const strings = new Set(sources.flatMap((source) => [...all(source, STRING), ...all(source, OBJECT_KEY)]));
  const used = new Set<string>();
  for (const source of sources) {
    const namespaces = new Set(all(source, NAMESPACE));
    if (!namespaces.size) continue;
    const own = new Set(all(source, STRING));
    const patterns = all(source, TEMPLATE).flatMap((template) => patternOf(template) ?? []);
    const byVariable = BY_VARIABLE.test(source);
    const asks = (rest: string) =>
      own.has(rest) ||
      (byVariable && strings.has(rest)) ||
      patterns.some((pattern) => {
        const holes = pattern.exec(rest);
        return holes?.slice(1).every((word) => strings.has(word)) ?? false;
      });
    for (const key of keys) {
      for (const namespace of namespaces) {
        if (key.startsWith(`${namespace}.`) && asks(key.slice(namespace.length + 1))) used.add(key);
      }
    }
  }
  return keys.filter((key) => !used.has(key));
}
