export function ClusterMap() {
  return <div className="paper-grid h-full" />;
}
