import 'server-only';
import type { Identity } from '@/lib/model/cluster';
import { StatusError } from './classify';
import type { Transport } from './transport';

interface Review {
  status?: { userInfo?: { username?: string; groups?: string[] } };
}

/** Who the server takes us for (SelfSubjectReview, 1.26 and later); else, inferred, the user the kubeconfig names. */
export async function whoAmI(transport: Transport, userName: string): Promise<Identity> {
  for (const version of ['v1', 'v1beta1', 'v1alpha1']) {
    try {
      const apiVersion = `authentication.k8s.io/${version}`;
      const review = await transport.json<Review>({
        path: `/apis/${apiVersion}/selfsubjectreviews`,
        method: 'POST',
        body: { apiVersion, kind: 'SelfSubjectReview' },
      });
      const user = review.status?.userInfo;
      if (user?.username) return { username: user.username, groups: user.groups ?? [], evidenceLevel: 'observed' };
    } catch (error) {
      // 404 and 403: this server has no such review, or not in this version.
      if (!(error instanceof StatusError) || (error.status !== 404 && error.status !== 403)) throw error;
    }
  }
  return { username: userName, groups: [], evidenceLevel: 'inferred' };
}
