import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_VIEW, parseView, printView, type ViewState } from './view-state';

const name = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/);
const view: fc.Arbitrary<ViewState> = fc.record(
  {
    context: fc.string({ minLength: 1 }),
    arrangement: fc.constantFrom('role' as const, 'machine' as const),
    reading: fc.constantFrom('story' as const, 'calls' as const),
    selection: fc.string({ minLength: 1 }),
    namespaces: fc.array(name),
    nodes: fc.array(name),
    states: fc.array(name),
    text: fc.string(),
    outline: fc.boolean(),
    startup: fc.boolean(),
    path: name,
    beside: name,
    hop: fc.integer({ min: 1, max: 99 }),
  },
  { requiredKeys: ['arrangement', 'reading', 'namespaces', 'nodes', 'states', 'text', 'outline', 'startup'] },
);

describe('view state', () => {
  it('comes back from its query string as it was', () => {
    fc.assert(
      fc.property(view, (state) => {
        // Only one of the two can be looked at: the outline comes first.
        const shown = { ...state, startup: state.startup && !state.outline };
        expect(parseView(printView(state))).toEqual(shown);
      }),
    );
  });

  it('prints nothing for the default view', () => {
    expect(printView(DEFAULT_VIEW)).toBe('');
    expect(parseView('')).toEqual(DEFAULT_VIEW);
  });

  it('falls back to the default for what it does not know', () => {
    expect(parseView('?by=moon&arrows=up&view=3d&ns=,,')).toEqual(DEFAULT_VIEW);
  });
});
