/** Who wants to be told of what: one set of listeners for each topic, so that a change costs what it touches. */
type Listener = () => void;

/** Listeners by topic. */
export interface Topics {
  /** The answer ends it. */
  on(topic: string, listener: Listener): () => void;
  /** Tells the listeners of these topics, each listener once. */
  tell(topics: Iterable<string>): void;
}

/** Nobody listens yet. */
export function createTopics(): Topics {
  const byTopic = new Map<string, Set<Listener>>();
  return {
    on(topic, listener) {
      const listeners = byTopic.get(topic) ?? new Set();
      byTopic.set(topic, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && byTopic.get(topic) === listeners) byTopic.delete(topic);
      };
    },
    tell(topics) {
      const called = new Set<Listener>();
      for (const topic of topics) for (const listener of byTopic.get(topic) ?? []) called.add(listener);
      for (const listener of called) listener();
    },
  };
}
