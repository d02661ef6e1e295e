/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  serverExternalPackages: ['@kubernetes/client-node'],
  // `npm run types` checks them, tests included; whoever only starts the application does not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default config;
