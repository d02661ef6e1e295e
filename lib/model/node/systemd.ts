import type { NodeView } from '../cluster';

/** Systems whose first process is something else. */
const WITHOUT_SYSTEMD = /^(Talos|Docker Desktop|LinuxKit|OrbStack|Alpine|K3s|Windows)/i;

/** Whether the node's system starts what runs on the host with systemd, as far as its name tells; of no name, nothing is said. */
export const hasSystemd = ({ os, osImage = '' }: Pick<NodeView, 'os' | 'osImage'>): boolean =>
  osImage !== '' && os !== 'windows' && !WITHOUT_SYSTEMD.test(osImage);
