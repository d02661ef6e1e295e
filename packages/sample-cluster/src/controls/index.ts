/** What can be done to the sample cluster and what is told of it: types and words, without the schemas, which no browser needs. */
export { kubectlOf } from './command.ts';
export { refusalValues, SAMPLE_REFUSALS, type SampleRefusal, type SampleRefusalReason } from './refusal.ts';
export type { SampleAct, SampleState, SampleSwitch } from './schema.ts';
export { MOST_REPLICAS, SWITCH_COMPONENTS, SWITCH_PHASES, type SwitchComponent, type SwitchPhase } from './terms.ts';
