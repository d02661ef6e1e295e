/** Tells the server what is looked at, once a person has stopped moving, and only where it matters. */
import { MOST_NODES, MOST_PODS, MOST_SELECTIONS, type Scope } from '@/lib/contract/scope';

/** A view that moves says where it is at most so often, milliseconds. */
export const SETTLE_MS = 150;

/** What it needs of the world. */
export interface SenderTools {
  /** Resolves to false where it was not taken. */
  post(viewer: string, scope: Scope): Promise<boolean>;
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(handle: unknown): void;
}

const firstOf = (names: readonly string[], most: number) => [...new Set(names)].slice(0, most);

/** Several scopes as one, those of the first before those of the others where there is no room for all. */
export function unionOf(scopes: readonly Scope[]): Scope {
  const nodes = firstOf(
    scopes.flatMap((scope) => scope.nodes ?? []),
    MOST_NODES,
  );
  const selections = firstOf(
    scopes.flatMap((scope) => scope.selections ?? []),
    MOST_SELECTIONS,
  );
  const pods = firstOf(
    scopes.flatMap((scope) => scope.pods ?? []),
    MOST_PODS,
  );
  return {
    ...(nodes.length > 0 ? { nodes } : {}),
    ...(selections.length > 0 ? { selections } : {}),
    ...(pods.length > 0 ? { pods } : {}),
  };
}

/** Keeps the scope of one stream. */
export function createScopeSender(tools: SenderTools) {
  let viewer: string | undefined;
  let whole = true;
  let wanted: Scope = {};
  /** What this viewer is known to look at, as text. */
  let sent = '{}';
  let timer: unknown;

  const send = () => {
    timer = undefined;
    const text = JSON.stringify(wanted);
    if (whole || viewer === undefined || text === sent) return;
    sent = text;
    const asked = viewer;
    tools.post(asked, wanted).then(
      (taken) => {
        if (!taken && asked === viewer && sent === text) sent = '{}';
      },
      () => {
        // The line is cut: the next one says who it is, and is told anew.
        if (asked === viewer && sent === text) sent = '{}';
      },
    );
  };
  const soon = () => {
    timer ??= tools.setTimeout(send, SETTLE_MS);
  };
  return {
    look(scope: Scope) {
      wanted = unionOf([scope]);
      soon();
    },
    /** Another stream: it looks at nothing yet. */
    hello(name: string) {
      viewer = name;
      sent = '{}';
      soon();
    },
    /** Whether everything is sent anyway. */
    whole(isWhole: boolean) {
      whole = isWhole;
      soon();
    },
    close() {
      viewer = undefined;
      if (timer !== undefined) tools.clearTimeout(timer);
    },
  };
}
