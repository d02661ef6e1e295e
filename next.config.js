/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // No picture is resized here, so what resizes them is not installed (packages/no-sharp).
  images: { unoptimized: true },
  typedRoutes: true,
  // @kubernetes/client-node is bundled, so that its nine hundred generated models, of which we use none, are left out:
  // read from node_modules they cost 0.8 s and 60 MB at every start. Undici comes with it and would be in each route's bundle.
  serverExternalPackages: ['undici'],
  // A route is loaded when it is first asked for: whoever starts Kubeplano waits for one page, not for all routes.
  experimental: { preloadEntriesOnStart: false },
  // `npm run types` checks them, tests included; whoever only starts the application does not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default config;
