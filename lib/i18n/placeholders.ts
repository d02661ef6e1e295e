/**
 * What a message asks for: its ICU arguments and rich-text tags. Enough of the grammar for the tests that hold
 * the two languages together. Source: https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */
export interface Placeholders {
  /** Argument name → its type: `number`, `plural`…; empty for a plain one. */
  arguments: Map<string, string>;
  tags: Set<string>;
}

/** Arguments and tags of a message. Throws when braces do not match. */
export function placeholdersOf(message: string): Placeholders {
  const found: Placeholders = { arguments: new Map(), tags: new Set() };
  const text = message.replace(/'[{}<][^']*'/g, '').replaceAll("''", '');
  let at = 0;

  const readText = (nested: boolean) => {
    while (at < text.length) {
      const rest = text.slice(at);
      const tag = /^<([a-zA-Z]\w*)>/.exec(rest);
      if (tag?.[1]) found.tags.add(tag[1]);
      if (text[at] === '{') readArgument();
      else if (text[at] === '}') {
        if (nested) return;
        throw new Error(`unexpected } at ${at} in: ${message}`);
      } else at += 1;
    }
    if (nested) throw new Error(`unclosed { in: ${message}`);
  };
  const readArgument = () => {
    const head = /^\{\s*(\w+)\s*(?:,\s*(\w+)\s*)?/.exec(text.slice(at));
    if (!head?.[1]) throw new Error(`no argument name at ${at} in: ${message}`);
    found.arguments.set(head[1], head[2] ?? '');
    at += head[0].length;
    while (at < text.length && text[at] !== '}') {
      if (text[at] === '{') {
        at += 1;
        readText(true);
      }
      at += 1;
    }
    if (text[at] !== '}') throw new Error(`unclosed { in: ${message}`);
    at += 1;
  };
  readText(false);
  return found;
}

/** Every message of a tree, by its dotted key. */
export function flatten(tree: unknown, prefix = ''): Map<string, string> {
  if (typeof tree === 'string') return new Map([[prefix, tree]]);
  if (typeof tree !== 'object' || tree === null) throw new Error(`${prefix} is neither a message nor a group`);
  const all = Object.entries(tree).flatMap(([key, value]) => [...flatten(value, prefix ? `${prefix}.${key}` : key)]);
  return new Map(all);
}
