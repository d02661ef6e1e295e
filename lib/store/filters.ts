/** Which pods are seen: the same here as on the server. */
export { type Filters, isFiltered, NO_FILTERS, plainText, podFilter, WITHOUT_NODE } from '@/lib/model/pod-filter';
