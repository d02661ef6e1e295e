/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // No picture is resized here, so what resizes them is not installed (packages/no-sharp).
  images: { unoptimized: true },
  typedRoutes: true,
  // A route is loaded when it is first asked for: whoever starts Kubeplano waits for one page, not for all routes.
  experimental: { preloadEntriesOnStart: false },
  // `npm run types` checks them, tests included; whoever only starts the application does not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default config;
