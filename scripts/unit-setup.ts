/**
 * Property tests try the same inputs every time, so that what fails here fails everywhere; `FC_SEED=…` tries others, and
 * `FC_RUNS=…` more of them. What such a search finds becomes a test of its own.
 */
import fc from 'fast-check';

const { FC_SEED, FC_RUNS } = process.env;
fc.configureGlobal({ seed: Number(FC_SEED ?? 1), ...(FC_RUNS ? { numRuns: Number(FC_RUNS) } : {}) });
