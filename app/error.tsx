'use client';
import { CrashView } from '@/components/shell/crash-view';

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <CrashView detail={error.message} retry={reset} />;
}
