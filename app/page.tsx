import { Workspace } from '@/components/shell/workspace';
import { requestPreferences } from '@/lib/i18n/request';

export default async function Page() {
  const { theme } = await requestPreferences();
  return <Workspace theme={theme} />;
}
