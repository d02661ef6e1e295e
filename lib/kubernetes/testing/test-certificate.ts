/**
 * A certificate that signs itself, for `kubeplano.test` and 127.0.0.1, and its key. It opens nothing: servers of tests
 * show it on loopback. Made with `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 36500`.
 */
export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBqjCCAVCgAwIBAgIUK6Zo3LXAnszShTQJhR8qf2aY0/4wCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOa3ViZXBsYW5vIHRlc3QwIBcNMjYxMTIyMjEwMDA0WhgPMjEy
NjEwMjkyMTAwMDRaMBkxFzAVBgNVBAMMDmt1YmVwbGFubyB0ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE5CPx9SOU8ETpnD82X/6/1eIIppTJ5rSOzZu20YbY
z8JvTB7xwYxpmULJ5KadUn8suCCmlymsrasBUUcNj78eK6N0MHIwHQYDVR0OBBYE
FNQQMQof9oRZmSgedMvioqY5qChLMB8GA1UdIwQYMBaAFNQQMQof9oRZmSgedMvi
oqY5qChLMA8GA1UdEwEB/wQFMAMBAf8wHwYDVR0RBBgwFoIOa3ViZXBsYW5vLnRl
c3SHBH8AAAEwCgYIKoZIzj0EAwIDSAAwRQIgCL8D6zA9n9MyPmnkM8Vb0X8azOvF
Bg7DUFEwRZ9HeykCIQCanGkUIqIxIQ1e/JVVaWgBVlXa3Z227nt3ap4BKrsBNA==
-----END CERTIFICATE-----`;

/** The key of {@link TEST_CERTIFICATE}. */
export const TEST_KEY = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEICYMYxTFKy7tnBsrrEfhKCZGCni/K3UBvFVqA1PMMal+oAoGCCqGSM49
AwEHoUQDQgAE5CPx9SOU8ETpnD82X/6/1eIIppTJ5rSOzZu20YbYz8JvTB7xwYxp
mULJ5KadUn8suCCmlymsrasBUUcNj78eKw==
-----END EC PRIVATE KEY-----`;
