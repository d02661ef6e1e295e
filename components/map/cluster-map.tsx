/** The diagram. Drawn in the browser only: its positions are style properties, which a strict policy allows to scripts alone. */
export { MapCanvas as ClusterMap } from './map-canvas';
