'use client';
/** The diagram. Drawn in the browser only: its positions are style properties, which a strict policy allows to scripts alone. */
import dynamic from 'next/dynamic';

const MapCanvas = dynamic(() => import('./map-canvas').then((module) => module.MapCanvas), {
  ssr: false,
  loading: () => <div className="h-full w-full bg-paper" />,
});

export function ClusterMap() {
  return <MapCanvas />;
}
